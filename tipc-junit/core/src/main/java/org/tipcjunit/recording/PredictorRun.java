// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.TensorValue;

/**
 * One run of a Paddle Inference predictor: what went in and what came out.
 *
 * @param index 0 for the first run of the process
 * @param modelFile the program file (or model folder) given to {@code Config}, made absolute; empty when it could not be seen
 * @param paramsFile the parameter file given to {@code Config}, made absolute; empty when it could not be seen
 * @param settings the switches by the names that {@code Config.summary()} gives them, such as {@code ir_optim=true},
 *     {@code enable_mkldnn=false}, {@code cpu_math_thread=1}, {@code memory_optim=false}; and
 *     {@code enable_mkldnn_int8} and {@code enable_mkldnn_bfloat16}, which it does not tell, the latter {@code refused} where it
 *     was switched on and this CPU cannot; and {@code mkldnn_switched}, whether the script switched oneDNN on or off
 * @param inputs the inputs in the order of {@code get_input_names}
 * @param outputs the outputs in the order of {@code get_output_names}
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record PredictorRun(
        int index,
        String modelFile,
        String paramsFile,
        Map<String, String> settings,
        List<TensorValue> inputs,
        List<TensorValue> outputs) {

    public PredictorRun {
        settings = Map.copyOf(settings);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
