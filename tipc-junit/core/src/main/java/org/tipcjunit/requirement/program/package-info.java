// SPDX-License-Identifier: Apache-2.0
/** Compares what networks say while they are evaluated with what the exported program says. */
@NullMarked
package org.tipcjunit.requirement.program;

import org.jspecify.annotations.NullMarked;
