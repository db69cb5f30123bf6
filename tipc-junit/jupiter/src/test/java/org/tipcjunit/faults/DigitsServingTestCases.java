// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import org.tipcjunit.DeploymentDocumented;
import org.tipcjunit.ServesUnderLoad;
import org.tipcjunit.ServingMatchesInference;
import org.tipcjunit.TipcModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.config.Mode;

/** The certification that faults of services run against: the base chain with the fixture's lite training, and its service. */
@TipcModel(
        config = "test_tipc/configs/digits/train_infer_python.txt",
        serving = "test_tipc/configs/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt",
        mode = Mode.LITE_TRAIN_LITE_INFER,
        predict = "fixtures/digits/predict.py --config=fixtures/digits/configs/digits.yaml --use_gpu=False"
                + " --weights={weights} --image_dir={images} --batch_size=1")
public class DigitsServingTestCases extends DigitsTestCases {

    @ServingMatchesInference
    void serving(ServingRun serving, Inference inference) {}

    @DeploymentDocumented(document = "fixtures/digits/deploy/serving/README.md")
    void deployment() {}

    @ServesUnderLoad
    void load() {}
}
