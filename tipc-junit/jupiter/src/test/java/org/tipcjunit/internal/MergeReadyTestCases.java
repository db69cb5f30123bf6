// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import org.tipcjunit.MergeReady;
import org.tipcjunit.TipcModel;
import org.tipcjunit.config.Mode;
import org.tipcjunit.merge.rule.OfficialSuite;

/** A contribution to PaddleSeg, and nothing else. */
@TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt", mode = Mode.LITE_TRAIN_LITE_INFER)
class MergeReadyTestCases {

    @MergeReady(suite = OfficialSuite.PADDLE_SEG, base = "develop")
    void contribution() {}
}
