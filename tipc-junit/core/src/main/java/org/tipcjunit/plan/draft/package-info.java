// SPDX-License-Identifier: Apache-2.0
/** A plan while it is being made: its input, its commands so far, their texts. */
@NullMarked
package org.tipcjunit.plan.draft;

import org.jspecify.annotations.NullMarked;
