// SPDX-License-Identifier: Apache-2.0
/** Judges that rules of several suites share. */
@NullMarked
package org.tipcjunit.merge.suite.common;

import org.jspecify.annotations.NullMarked;
