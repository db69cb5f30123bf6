// SPDX-License-Identifier: Apache-2.0
/** Judges of what training and evaluation came to. */
@NullMarked
package org.tipcjunit.requirement.training;

import org.jspecify.annotations.NullMarked;
