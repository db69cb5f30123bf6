// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.InferenceTiming;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.PaddleException;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.inference.host.PredictorCrashException;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.tensor.TensorValue;

/**
 * How long the exported model takes for the first batch of the inference script, without oneDNN and with it.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Timings implements Product<List<InferenceTiming>> {
    /** Those of the chain's inference. */
    OF_FIRST_BATCH;

    private static final int WARM_UPS = 5;
    private static final int MEASURED_RUNS = 30;

    @Override
    public List<InferenceTiming> make(StageContext chain) {
        return List.of(measure(chain, false), measure(chain, true));
    }

    private static InferenceTiming measure(StageContext chain, boolean oneDnn) {
        List<PredictorRun> runs = chain.get(Infer.STAGE).runs();
        if (runs.isEmpty()) {
            return new InferenceTiming(oneDnn, 0, List.of(), "the inference script ran no predictor");
        }
        ExportedModel model = chain.get(Export.STAGE);
        List<TensorValue> inputs = runs.get(0).inputs();
        long batch = TensorValue.batchSize(inputs);
        try {
            return new InferenceTiming(
                    oneDnn,
                    batch,
                    chain.tools()
                            .predictors()
                            .measure(
                                    new ModelFiles(model.program(), model.parameters()),
                                    PredictorOptions.defaults().withOneDnn(oneDnn),
                                    inputs,
                                    WARM_UPS,
                                    MEASURED_RUNS),
                    "");
        } catch (PaddleException | PredictorCrashException e) {
            return new InferenceTiming(oneDnn, batch, List.of(), String.valueOf(e.getMessage()));
        }
    }
}
