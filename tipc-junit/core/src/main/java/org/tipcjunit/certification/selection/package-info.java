// SPDX-License-Identifier: Apache-2.0
/** Finds the configs that are certified, and what of them can run here. */
@NullMarked
package org.tipcjunit.certification.selection;

import org.jspecify.annotations.NullMarked;
