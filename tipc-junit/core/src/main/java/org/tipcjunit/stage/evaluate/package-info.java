// SPDX-License-Identifier: Apache-2.0
/** The evaluation of the trained weights. */
@NullMarked
package org.tipcjunit.stage.evaluate;

import org.jspecify.annotations.NullMarked;
