// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import static org.tipcjunit.assertions.TipcAssertions.assertThat;

import org.example.latency.LatencyBudget;
import org.junit.jupiter.api.Tag;
import org.tipcjunit.DeploymentDocumented;
import org.tipcjunit.ExemptFromBackbones;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.ServesUnderLoad;
import org.tipcjunit.ServingMatchesInference;
import org.tipcjunit.TipcModel;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.config.Mode;

/** Certifies {@code fixtures/digits} by sections 4.1.3 and 4.2.3 of the acceptance guide, with its whole training. */
@Tag("paddle")
@ExemptFromBackbones(ExemptFromBackbones.Reason.IMAGE_CLASSIFICATION)
@TipcModel(
        config = "test_tipc/configs/digits/whole_train_infer_python.txt",
        serving = "test_tipc/configs/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt",
        mode = Mode.WHOLE_TRAIN_WHOLE_INFER,
        predict = "fixtures/digits/predict.py --config=fixtures/digits/configs/digits.yaml --use_gpu=False"
                + " --weights={weights} --image_dir={images} --batch_size=1",
        stageLimitSeconds = 600)
class DigitsCertificationTest {

    @LossConverges(iterations = 100)
    void training(TrainingRun training) {
        assertThat(training).wroteLog("test_log/log_train.txt").hasFiniteLoss();
    }

    @MetricReaches(metric = "top1", documentedIn = "fixtures/digits/README.md", row = "digits")
    void evaluation(Evaluation evaluation) {}

    @ExportsInferenceModel
    void export(ExportedModel model) {}

    @InferenceMatchesPrediction(input = "fixtures/digits/images")
    void inference(Prediction prediction, Inference inference) {}

    @ReadmeDocuments(readme = "fixtures/digits/README.md")
    void documentation() {}

    @ServingMatchesInference
    void serving(ServingRun serving, Inference inference) {}

    @DeploymentDocumented(document = "fixtures/digits/deploy/serving/README.md")
    void deployment() {}

    @ServesUnderLoad(concurrency = 8, requests = 200)
    void load() {}

    @LatencyBudget(p99Milliseconds = 1000)
    void latency() {}
}
