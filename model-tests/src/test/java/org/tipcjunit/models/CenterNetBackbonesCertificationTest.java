// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import org.junit.jupiter.api.Tag;
import org.tipcjunit.BackboneDocumented;
import org.tipcjunit.Backbones;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.ExtractsFeatureMaps;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ModelSize;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.ReplacesBackbone;
import org.tipcjunit.TipcModel;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.TrainingRun;

/** Certifies the detector of {@code fixtures/centernet} on its own backbone and on the four light ones of the guide. */
@Backbones(original = "ResNet18_x0_5")
@TipcModel(
        config = "test_tipc/configs/centernet_{backbone}/train_infer_python.txt",
        predict =
                "fixtures/centernet/predict.py --config=fixtures/centernet/configs/{backbone}.yaml --use_gpu=False"
                        + " --weights={weights} --image_dir={images} --batch_size=1 --draw_dir=fixtures/centernet/output/predict")
@Tag("paddle")
@Tag("thorough")
class CenterNetBackbonesCertificationTest {

    private static final String README = "fixtures/centernet/README.md";

    @LossConverges(iterations = 100)
    void training(TrainingRun training) {}

    @MetricReaches(metric = "mAP", documentedIn = README, row = "{backbone} (lite)")
    void evaluation(Evaluation evaluation) {}

    @ExportsInferenceModel
    void export(ExportedModel model) {}

    @InferenceMatchesPrediction(
            input = "fixtures/centernet/images",
            drawings = {"fixtures/centernet/output/predict", "fixtures/centernet/output/infer"})
    void inference(Prediction prediction, Inference inference) {}

    @ReadmeDocuments(readme = "fixtures/centernet/docs/{backbone}.md")
    void documentation() {}

    @ReplacesBackbone
    void backbone() {}

    @ExtractsFeatureMaps(strides = {4, 8, 16, 32})
    void featureMaps() {}

    @ModelSize
    void size() {}

    @BackboneDocumented(
            readme = README,
            metric = "mAP",
            column = "mAP in log",
            log = "fixtures/centernet/logs/{backbone}.log")
    void result() {}
}
