// SPDX-License-Identifier: Apache-2.0
/** Findings gathered into a certificate, written and rendered. */
@NullMarked
package org.tipcjunit.certificate;

import org.jspecify.annotations.NullMarked;
