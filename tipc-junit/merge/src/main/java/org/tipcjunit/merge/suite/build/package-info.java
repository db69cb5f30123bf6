// SPDX-License-Identifier: Apache-2.0
/** Judges of what is built of configs. */
@NullMarked
package org.tipcjunit.merge.suite.build;

import org.jspecify.annotations.NullMarked;
