// SPDX-License-Identifier: Apache-2.0
package org.example;

import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.TipcModel;

/** Certifies the digits of this repository, by what the files beside the config state. */
@TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt")
class DigitsCertificationTest {

    @LossConverges
    void training() {}

    @MetricReaches
    void evaluation() {}

    @ExportsInferenceModel
    void export() {}

    @InferenceMatchesPrediction
    void inference() {}

    @ReadmeDocuments
    void documentation() {}
}
