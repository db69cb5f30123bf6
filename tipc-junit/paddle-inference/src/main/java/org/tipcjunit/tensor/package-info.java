// SPDX-License-Identifier: Apache-2.0
/** Tensors as immutable values, and NumPy's file format for them. */
@NullMarked
package org.tipcjunit.tensor;

import org.jspecify.annotations.NullMarked;
