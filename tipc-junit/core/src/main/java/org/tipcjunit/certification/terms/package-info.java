// SPDX-License-Identifier: Apache-2.0
/** What is stated about a certification, and by whom. */
@NullMarked
package org.tipcjunit.certification.terms;

import org.jspecify.annotations.NullMarked;
