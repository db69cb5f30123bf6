// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import org.tipcjunit.Backbones;
import org.tipcjunit.ReplacesBackbone;
import org.tipcjunit.TipcModel;

/** What is demanded of a detector whose backbone can be switched. */
@Backbones(original = "ResNet18_x0_5", value = "MobileNetV3_small_x1_0")
@TipcModel(config = "test_tipc/configs/centernet_{backbone}/train_infer_python.txt")
public class SwitchedBackboneTestCases {

    @ReplacesBackbone
    void backbone() {}
}
