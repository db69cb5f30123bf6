// SPDX-License-Identifier: Apache-2.0
/** Compares tensors and what was printed of them. */
@NullMarked
package org.tipcjunit.requirement.tensors;

import org.jspecify.annotations.NullMarked;
