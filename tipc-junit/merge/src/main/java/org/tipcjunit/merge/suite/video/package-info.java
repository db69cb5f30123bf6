// SPDX-License-Identifier: Apache-2.0
/** The judges of PaddleVideo. */
@NullMarked
package org.tipcjunit.merge.suite.video;

import org.jspecify.annotations.NullMarked;
