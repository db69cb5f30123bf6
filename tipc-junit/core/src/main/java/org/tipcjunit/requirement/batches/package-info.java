// SPDX-License-Identifier: Apache-2.0
/** Holds the batches that a training took against those that it was asked for. */
@NullMarked
package org.tipcjunit.requirement.batches;

import org.jspecify.annotations.NullMarked;
