// SPDX-License-Identifier: Apache-2.0
/** Judges that rules of several suites share, each told what to look for. */
@NullMarked
package org.tipcjunit.merge.suite.common;

import org.jspecify.annotations.NullMarked;
