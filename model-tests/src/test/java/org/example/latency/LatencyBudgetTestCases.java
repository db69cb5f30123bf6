// SPDX-License-Identifier: Apache-2.0
package org.example.latency;

import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.TipcModel;

/** A sound model whose latency budget nothing could keep. */
@TipcModel(
        config = "test_tipc/configs/digits/train_infer_python.txt",
        predict = "fixtures/digits/predict.py --config=fixtures/digits/configs/digits.yaml --use_gpu=False"
                + " --weights={weights} --image_dir={images} --batch_size=1",
        stageLimitSeconds = 600)
class LatencyBudgetTestCases {

    @LossConverges
    void training() {}

    @MetricReaches(metric = "top1", documentedIn = "fixtures/digits/README.md", row = "digits (lite)")
    void evaluation() {}

    @ExportsInferenceModel
    void export() {}

    @InferenceMatchesPrediction(input = "fixtures/digits/images")
    void inference() {}

    @ReadmeDocuments(readme = "fixtures/digits/README.md")
    void documentation() {}

    @LatencyBudget(p99Milliseconds = 1e-9)
    void latency() {}
}
