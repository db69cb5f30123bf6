// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.artifact.Evaluation;

/** The certification of as many configs as a repository has. */
@TipcRepository(configs = "test_tipc/configs/*/train_infer_python.txt")
class ManyConfigsTestCases {

    @LossConverges
    void training(Evaluation evaluation) {}

    @ExportsInferenceModel
    void export() {}

    @InferenceMatchesPrediction
    void inference() {}
}
