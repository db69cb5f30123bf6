// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import static org.tipcjunit.assertions.TipcAssertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.tipcjunit.DeploymentDocumented;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ModelSize;
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
import org.tipcjunit.requirement.tensors.Outputs;

/** Certifies {@code fixtures/arcface}, whose outputs are embeddings, after the shape of the guide's example. */
@TipcModel(
        config = "test_tipc/configs/arcface/train_infer_python.txt",
        serving = "test_tipc/configs/arcface/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt",
        predict = "fixtures/arcface/predict.py --config=fixtures/arcface/configs/arcface.yaml --use_gpu=False"
                + " --weights={weights} --image_dir={images} --batch_size=1")
@Tag("paddle")
@Tag("thorough")
class ArcFaceCertificationTest {

    @LossConverges(iterations = 100)
    void training(TrainingRun training) {
        assertThat(training).wroteLog("test_log/log_train.txt").hasFiniteLoss();
    }

    @MetricReaches(metric = "accuracy", documentedIn = "fixtures/arcface/README.md", row = "arcface (lite)")
    void evaluation(Evaluation evaluation) {}

    @ExportsInferenceModel
    void export(ExportedModel model) {}

    @InferenceMatchesPrediction(input = "fixtures/arcface/images", outputs = Outputs.EMBEDDINGS)
    void inference(Prediction prediction, Inference inference) {}

    @ReadmeDocuments(readme = "fixtures/arcface/README.md")
    void documentation() {}

    @ModelSize(maxMegabytes = 1)
    void size() {}

    @ServingMatchesInference
    void serving(ServingRun serving, Inference inference) {}

    @DeploymentDocumented(document = "fixtures/arcface/deploy/serving/README.md")
    void deployment() {}

    @ServesUnderLoad(concurrency = 8, requests = 200)
    void load() {}
}
