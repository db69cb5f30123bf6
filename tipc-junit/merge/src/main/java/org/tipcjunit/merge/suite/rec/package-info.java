// SPDX-License-Identifier: Apache-2.0
/** The judges of PaddleRec. */
@NullMarked
package org.tipcjunit.merge.suite.rec;

import org.jspecify.annotations.NullMarked;
