// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.AskedSettings;
import org.tipcjunit.artifact.AskedSettings.Setting;
import org.tipcjunit.inference.PredictorOptions;

/**
 * How a cell of the inference matrix calculates, read from the alternatives that it stands for.
 *
 * @param options the options of a predictor that calculates so; empty when the library cannot
 * @param batch the batch size that it asks for; empty where it names none
 * @param precision {@code fp32}, {@code bf16}, {@code int8} or whatever else it names
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CellOptions(Optional<PredictorOptions> options, OptionalInt batch, String precision) {

    public static CellOptions of(Map<String, String> alternatives) {
        AskedSettings asked = new AskedSettings(alternatives);
        String precision = asked.precision();
        boolean oneDnn = asked.isOn(Setting.ONE_DNN).orElse(false);
        PredictorOptions plain = PredictorOptions.defaults()
                .withOneDnn(oneDnn)
                .withThreads(asked.number(Setting.THREADS).orElse(1));
        Optional<PredictorOptions> options = Optional.empty();
        if (asked.onCpu() && precision.equals("fp32")) {
            options = Optional.of(plain);
        } else if (asked.onCpu() && precision.equals("bf16") && oneDnn) {
            options = Optional.of(plain.withBfloat16(true));
        }
        return new CellOptions(options, asked.number(Setting.BATCH), precision);
    }

    /** Get settings as they would be recorded of a predictor with {@code options}. */
    static Map<String, String> recorded(PredictorOptions options) {
        return Map.of(
                "cpu_math_thread", String.valueOf(options.threads()),
                "enable_mkldnn", String.valueOf(options.oneDnn()),
                "enable_mkldnn_bfloat16", String.valueOf(options.bfloat16()),
                "ir_optim", String.valueOf(options.irOptim()));
    }
}
