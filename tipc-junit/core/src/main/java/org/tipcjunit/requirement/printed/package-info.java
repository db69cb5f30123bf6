// SPDX-License-Identifier: Apache-2.0
/** Holds what scripts print about samples against each other and against what the outputs decide. */
@NullMarked
package org.tipcjunit.requirement.printed;

import org.jspecify.annotations.NullMarked;
