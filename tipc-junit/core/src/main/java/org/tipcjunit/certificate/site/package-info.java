// SPDX-License-Identifier: Apache-2.0
/** A static site of many certificates: matrix, a page for each model, badges, feed. Verifies each certificate before it is shown. */
@NullMarked
package org.tipcjunit.certificate.site;

import org.jspecify.annotations.NullMarked;
