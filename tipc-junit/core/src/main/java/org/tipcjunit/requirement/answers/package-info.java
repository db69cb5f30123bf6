// SPDX-License-Identifier: Apache-2.0
/** Holds a metric against what is known of how it was counted: right answers, answers by chance, samples that are drawn. */
@NullMarked
package org.tipcjunit.requirement.answers;

import org.jspecify.annotations.NullMarked;
