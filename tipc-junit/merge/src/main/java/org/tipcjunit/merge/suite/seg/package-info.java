// SPDX-License-Identifier: Apache-2.0
/** The judges of PaddleSeg. */
@NullMarked
package org.tipcjunit.merge.suite.seg;

import org.jspecify.annotations.NullMarked;
