// SPDX-License-Identifier: Apache-2.0
/** Plans of what deploys a trained model: inference in Python and C++, quantisation, ONNX, Lite, dynamic to static. */
@NullMarked
package org.tipcjunit.plan.deploy;

import org.jspecify.annotations.NullMarked;
