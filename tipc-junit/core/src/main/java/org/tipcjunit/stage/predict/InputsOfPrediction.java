// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.predict;

import java.util.List;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.tensor.TensorValue;

/** The inputs that the dygraph prediction saw, so that the exported layer can be asked about the same ones. */
enum InputsOfPrediction implements Product<List<List<TensorValue>>> {
    /** Those of the chain's prediction. */
    OF_CHAIN;

    @Override
    public List<List<TensorValue>> make(StageContext chain) {
        return chain.get(Predict.STAGE).calls().stream().map(LayerCall::inputs).toList();
    }
}
