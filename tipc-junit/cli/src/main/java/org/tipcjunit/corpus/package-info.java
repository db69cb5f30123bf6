// SPDX-License-Identifier: Apache-2.0
/** The comparison of plans with the commands that repositories' own scripts were seen to run. */
@NullMarked
package org.tipcjunit.corpus;

import org.jspecify.annotations.NullMarked;
