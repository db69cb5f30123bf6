// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.tipcjunit.assertions.TipcAssertions.assertThat;

import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.TipcModel;
import org.tipcjunit.chain.Evaluation;
import org.tipcjunit.chain.ExportedModel;
import org.tipcjunit.chain.Inference;
import org.tipcjunit.chain.Prediction;
import org.tipcjunit.chain.TrainingRun;
import org.tipcjunit.config.Mode;

/** The certification that planted faults run against, with the fixture's lite training. */
@TipcModel(
        config = "test_tipc/configs/digits/train_infer_python.txt",
        mode = Mode.LITE_TRAIN_LITE_INFER,
        predict = "fixtures/digits/predict.py --config=fixtures/digits/configs/digits.yaml --use_gpu=False"
                + " --weights={weights} --image_dir={images} --batch_size=1")
public class DigitsTestCases {

    @LossConverges(iterations = 100)
    void training(TrainingRun training) {
        assertThat(training).wroteLog("test_log/log_train.txt").hasFiniteLoss();
    }

    @MetricReaches(metric = "top1", documentedIn = "fixtures/digits/README.md", row = "digits (lite)")
    void evaluation(Evaluation evaluation) {}

    @ExportsInferenceModel
    void export(ExportedModel model) {}

    @InferenceMatchesPrediction(input = "fixtures/digits/images")
    void inference(Prediction prediction, Inference inference) {}

    @ReadmeDocuments(readme = "fixtures/digits/README.md")
    void documentation() {}
}
