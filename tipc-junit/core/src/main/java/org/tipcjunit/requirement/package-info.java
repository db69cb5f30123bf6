// SPDX-License-Identifier: Apache-2.0
/** The clauses of the acceptance guide as pure functions from artifacts to findings. */
@NullMarked
package org.tipcjunit.requirement;

import org.jspecify.annotations.NullMarked;
