// SPDX-License-Identifier: Apache-2.0
/** Explains what is wrong in a config before anything runs: where, what upstream's scripts make of it, and what to write. */
@NullMarked
package org.tipcjunit.lint;

import org.jspecify.annotations.NullMarked;
