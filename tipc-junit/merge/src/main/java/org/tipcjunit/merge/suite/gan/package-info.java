// SPDX-License-Identifier: Apache-2.0
/** The judges of PaddleGAN. */
@NullMarked
package org.tipcjunit.merge.suite.gan;

import org.jspecify.annotations.NullMarked;
