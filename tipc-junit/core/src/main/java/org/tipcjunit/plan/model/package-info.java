// SPDX-License-Identifier: Apache-2.0
/** What a plan is made of: steps, commands, deviations, what does not run. */
@NullMarked
package org.tipcjunit.plan.model;

import org.jspecify.annotations.NullMarked;
