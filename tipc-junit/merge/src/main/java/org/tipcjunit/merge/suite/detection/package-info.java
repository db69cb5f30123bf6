// SPDX-License-Identifier: Apache-2.0
/** The judges of PaddleDetection. */
@NullMarked
package org.tipcjunit.merge.suite.detection;

import org.jspecify.annotations.NullMarked;
