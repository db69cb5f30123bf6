// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.Map;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How a predictor calculates, read from its settings.
 *
 * @param values the settings by the names of {@link PredictorRun#settings}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PredictorSettings(Map<String, String> values) {

    private static final String THREADS = "cpu_math_thread";
    private static final String ONE_DNN = "enable_mkldnn";
    private static final String IR_OPTIM = "ir_optim";
    private static final String BFLOAT16 = "enable_mkldnn_bfloat16";
    private static final String SWITCHED = "mkldnn_switched";
    private static final String NUMBER = "[0-9]{1,9}";

    public PredictorSettings {
        values = Map.copyOf(values);
    }

    /** Ask whether the settings were seen. */
    public boolean seen() {
        return threads().isPresent() && values.containsKey(ONE_DNN) && values.containsKey(IR_OPTIM);
    }

    /** Get the number of threads of the CPU; empty where it was not seen. */
    public OptionalInt threads() {
        return number(THREADS);
    }

    /** Get how many shapes oneDNN keeps; empty where it was not seen. */
    public OptionalInt cacheCapacity() {
        return number("mkldnn_cache_capacity");
    }

    public boolean oneDnn() {
        return isOn(ONE_DNN);
    }

    /** Ask whether oneDNN is used although the script said nothing of it: Paddle from 2.6 on does so on a CPU. */
    public boolean oneDnnByDefault() {
        return oneDnn() && values.getOrDefault(SWITCHED, "").equals("false");
    }

    public boolean irOptim() {
        return isOn(IR_OPTIM);
    }

    public boolean memoryOptim() {
        return isOn("memory_optim");
    }

    public boolean gpu() {
        return isOn("use_gpu");
    }

    public boolean tensorRt() {
        return isOn("use_tensorrt");
    }

    /** Ask whether oneDNN calculates in bfloat16; without oneDNN the switch does nothing. */
    public boolean bfloat16() {
        return oneDnn() && isOn(BFLOAT16);
    }

    /** Ask whether bfloat16 was switched on, but this CPU cannot. */
    public boolean bfloat16Refused() {
        return values.getOrDefault(BFLOAT16, "").equals("refused");
    }

    /** Get the precision that it calculates in: {@code fp32}, {@code bf16}, {@code int8} or {@code fp16}. */
    public String precision() {
        if (gpu()) {
            return tensorRt()
                    ? values.getOrDefault("tensorrt_precision_mode", "fp32")
                    : isOn("enable_gpu_mixed") ? values.getOrDefault("mixed_precision_mode", "fp32") : "fp32";
        }
        return oneDnn() && isOn("enable_mkldnn_int8") ? "int8" : bfloat16() ? "bf16" : "fp32";
    }

    /** Get the settings in words, such as {@code no oneDNN, graph optimisation, 1 thread, fp32}. */
    public String words() {
        if (!seen()) {
            return "not seen";
        }
        int threads = threads().orElse(0);
        return (gpu() ? "GPU, " : "")
                + (oneDnn() ? "oneDNN, " : "no oneDNN, ")
                + (irOptim() ? "graph optimisation, " : "no graph optimisation, ")
                + threads
                + (threads == 1 ? " thread, " : " threads, ")
                + precision();
    }

    private OptionalInt number(String name) {
        String value = values.getOrDefault(name, "");
        return value.matches(NUMBER) ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    private boolean isOn(String name) {
        return values.getOrDefault(name, "").equals("true");
    }
}
