// SPDX-License-Identifier: Apache-2.0
/** Plans of trainings and all that follows from each: evaluation, export, inference in every cell. */
@NullMarked
package org.tipcjunit.plan.train;

import org.jspecify.annotations.NullMarked;
