// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.TipcModel;
import org.tipcjunit.requirement.tensors.Outputs;

/** What is demanded of a model that embeds images, in which a fault is planted. */
@TipcModel(
        config = "test_tipc/configs/arcface/train_infer_python.txt",
        predict = "fixtures/arcface/predict.py --config=fixtures/arcface/configs/arcface.yaml --use_gpu=False"
                + " --weights={weights} --image_dir={images} --batch_size=1")
public class EmbeddingsTestCases {

    @ExportsInferenceModel
    void export() {}

    @InferenceMatchesPrediction(input = "fixtures/arcface/images", outputs = Outputs.EMBEDDINGS)
    void inference() {}
}
