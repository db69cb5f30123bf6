// SPDX-License-Identifier: Apache-2.0
/** Whose turn it is in a working copy, and what ran beside what. */
@NullMarked
package org.tipcjunit.stage.turn;

import org.jspecify.annotations.NullMarked;
