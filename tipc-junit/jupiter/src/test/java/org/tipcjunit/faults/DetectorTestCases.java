// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import org.tipcjunit.ExtractsFeatureMaps;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.ModelSize;
import org.tipcjunit.TipcModel;

/** What is demanded of a detector in which a fault is planted. */
@TipcModel(
        config = "test_tipc/configs/centernet_MobileNetV3_small_x1_0/train_infer_python.txt",
        name = "detector",
        predict = "fixtures/centernet/predict.py --config=fixtures/centernet/configs/MobileNetV3_small_x1_0.yaml"
                + " --use_gpu=False --weights={weights} --image_dir={images} --batch_size=1 --draw_dir=drawn/predict")
public class DetectorTestCases {

    @InferenceMatchesPrediction(
            input = "fixtures/centernet/images",
            drawings = {"drawn/predict", "fixtures/centernet/output/infer"})
    void inference() {}

    @ExtractsFeatureMaps(strides = {4, 8, 16, 32})
    void featureMaps() {}

    @ModelSize(maxMegabytes = 17)
    void size() {}
}
