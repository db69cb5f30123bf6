// SPDX-License-Identifier: Apache-2.0
/** Judges a change by the rules of its suite, and what that yields. */
@NullMarked
package org.tipcjunit.merge.check;

import org.jspecify.annotations.NullMarked;
