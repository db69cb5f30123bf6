// SPDX-License-Identifier: Apache-2.0
/** Annotations that turn the clauses of the TIPC acceptance guide into JUnit tests. */
@NullMarked
package org.tipcjunit;

import org.jspecify.annotations.NullMarked;
