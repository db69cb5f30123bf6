// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import org.junit.jupiter.api.Tag;
import org.tipcjunit.DeploymentDocumented;
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

/** Certifies the detector of {@code fixtures/centernet} as a service, whose answers hold any number of boxes. */
@TipcModel(
        config = "test_tipc/configs/centernet_MobileNetV3_small_x1_0/train_infer_python.txt",
        serving = "test_tipc/configs/centernet_MobileNetV3_small_x1_0"
                + "/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt",
        name = "centernet_serving",
        predict =
                "fixtures/centernet/predict.py --config=fixtures/centernet/configs/MobileNetV3_small_x1_0.yaml"
                        + " --use_gpu=False --weights={weights} --image_dir={images} --batch_size=1 --draw_dir=fixtures/centernet/output/predict")
@Tag("paddle")
@Tag("thorough")
class CenterNetServingCertificationTest {

    @LossConverges(iterations = 100)
    void training(TrainingRun training) {}

    @MetricReaches(metric = "mAP", documentedIn = "fixtures/centernet/README.md", row = "MobileNetV3_small_x1_0 (lite)")
    void evaluation(Evaluation evaluation) {}

    @ExportsInferenceModel
    void export(ExportedModel model) {}

    @InferenceMatchesPrediction(input = "fixtures/centernet/images")
    void inference(Prediction prediction, Inference inference) {}

    @ReadmeDocuments(readme = "fixtures/centernet/docs/MobileNetV3_small_x1_0.md")
    void documentation() {}

    @ServingMatchesInference
    void serving(ServingRun serving, Inference inference) {}

    @DeploymentDocumented(document = "fixtures/centernet/deploy/serving/README.md")
    void deployment() {}

    @ServesUnderLoad(concurrency = 8, requests = 200)
    void load() {}
}
