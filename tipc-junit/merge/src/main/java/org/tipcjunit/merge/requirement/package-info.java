// SPDX-License-Identifier: Apache-2.0
/** The requirement that a contribution is ready to be merged (guide, 3.3). */
@NullMarked
package org.tipcjunit.merge.requirement;

import org.jspecify.annotations.NullMarked;
