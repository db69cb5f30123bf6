// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import org.tipcjunit.BackboneDocumented;
import org.tipcjunit.Backbones;
import org.tipcjunit.TipcModel;

/** What is demanded of the results that are handed in for several backbones; nothing is trained. */
@Backbones(original = "ResNet18_x0_5")
@TipcModel(config = "test_tipc/configs/centernet_{backbone}/train_infer_python.txt")
public class BackbonesTestCases {

    @BackboneDocumented(
            readme = "fixtures/centernet/README.md",
            metric = "mAP",
            column = "mAP in log",
            log = "fixtures/centernet/logs/{backbone}.log")
    void result() {}
}
