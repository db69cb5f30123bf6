// SPDX-License-Identifier: Apache-2.0
/** Runs once more with random numbers in the place of what networks say. */
@NullMarked
package org.tipcjunit.stage.noise;

import org.jspecify.annotations.NullMarked;
