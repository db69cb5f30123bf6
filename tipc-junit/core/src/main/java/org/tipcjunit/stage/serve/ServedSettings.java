// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.util.Map;
import java.util.Optional;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.recording.PredictorRun;

/**
 * How the predictors of a service calculate.
 *
 * @param options the same for a predictor of this library
 */
record ServedSettings(PredictorOptions options) {

    /** Get the settings of the predictor that made {@code run}; empty where they were not seen, or need another device. */
    static Optional<ServedSettings> of(PredictorRun run) {
        Map<String, String> settings = run.settings();
        String threads = settings.getOrDefault("cpu_math_thread", "");
        if (!threads.matches("[1-9][0-9]{0,4}")
                || !settings.containsKey("ir_optim")
                || !settings.containsKey("enable_mkldnn")
                || isOn(settings, "use_gpu")) {
            return Optional.empty();
        }
        boolean oneDnn = isOn(settings, "enable_mkldnn");
        return Optional.of(new ServedSettings(PredictorOptions.plain()
                .withIrOptim(isOn(settings, "ir_optim"))
                .withOneDnn(oneDnn)
                // Without oneDNN the switch does nothing.
                .withBfloat16(oneDnn && isOn(settings, "enable_mkldnn_bfloat16"))
                .withMemoryOptim(isOn(settings, "memory_optim"))
                .withThreads(Integer.parseInt(threads))));
    }

    private static boolean isOn(Map<String, String> settings, String name) {
        return settings.getOrDefault(name, "").equals("true");
    }

    String words() {
        return (options.irOptim() ? "graph optimisation, " : "no graph optimisation, ")
                + (options.oneDnn() ? "oneDNN, " : "no oneDNN, ")
                + (options.bfloat16() ? "bfloat16, " : "")
                + options.threads()
                + (options.threads() == 1 ? " thread" : " threads");
    }
}
