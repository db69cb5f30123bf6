// SPDX-License-Identifier: Apache-2.0
/** Judges of what the modules of a repository take of each other. */
@NullMarked
package org.tipcjunit.merge.suite.code;

import org.jspecify.annotations.NullMarked;
