// SPDX-License-Identifier: Apache-2.0
/** The hooks of a suite's {@code .pre-commit-config.yaml}: its pinned tools, run on what a change touches, and what is done about the others. */
@NullMarked
package org.tipcjunit.merge.hook;

import org.jspecify.annotations.NullMarked;
