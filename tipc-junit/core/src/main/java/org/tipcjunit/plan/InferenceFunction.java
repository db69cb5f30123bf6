// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** Reads from the function of a script that infers which cells it goes through, and with which commands. */
final class InferenceFunction {

    private static final Map<String, String> CELLS = Map.of(
            "use_mkldnn", "mkldnn",
            "threads", "threads",
            "batch_size", "batch_size",
            "precision", "precision",
            "use_trt", "trt");

    private final Map<String, String> settings;
    private final ScriptText text;
    private final List<String> call;
    private final ScriptConditions conditions = new ScriptConditions();

    /**
     * Take the function.
     *
     * @param settings where to put what it says
     * @param text what the script's variables hold where it calls the function
     * @param call the arguments of the call
     */
    InferenceFunction(Map<String, String> settings, ScriptText text, List<String> call) {
        this.settings = settings;
        this.text = text;
        this.call = call;
    }

    /** Reads the function that infers, after all else is known. */
    void read(List<String> lines) {
        for (int i = 0; i < call.size(); i++) {
            text.put(String.valueOf(i + 1), call.get(i));
        }
        text.put("use_gpu", "{device}");
        text.put("device", "{device}");
        String section = "";
        Map<String, String> madeIn = new HashMap<>();
        Map<String, List<String>> loops = new HashMap<>();
        Map<String, List<String>> skips = new HashMap<>();
        for (String line : lines) {
            if (conditions.follow(line)) {
                section = section(section);
                continue;
            }
            Matcher loop = ScriptDialect.LOOP.matcher(line);
            if (loop.matches() && CELLS.containsKey(loop.group(1))) {
                loops.computeIfAbsent(section, key -> new ArrayList<>())
                        .add(CELLS.get(loop.group(1)) + ":" + text.index(loop.group(2)));
            } else if (loop.matches()) {
                settings.put("devices", text.index(loop.group(2)));
            } else if (line.equals("continue")) {
                skips.computeIfAbsent(section, key -> new ArrayList<>()).add(skipRule());
            } else {
                inferenceStatement(line, section, madeIn);
            }
        }
        for (String device : List.of("cpu", "gpu")) {
            settings.put(device, String.join(" ", loops.getOrDefault(device, List.of())));
            settings.put(
                    device + "_skips", String.join(" ", new LinkedHashSet<>(skips.getOrDefault(device, List.of()))));
        }
    }

    private String section(String present) {
        if (conditions.isEmpty()) {
            return "";
        }
        return conditions
                .holding()
                .map(condition -> condition.replace('\'', '"'))
                .flatMap(condition -> condition.contains("\"False\"") && condition.contains("\"cpu\"")
                        ? Stream.of("cpu")
                        : condition.contains("\"True\"") && condition.contains("\"gpu\"")
                                ? Stream.of("gpu")
                                : Stream.of())
                .findFirst()
                .orElse(present);
    }

    private void inferenceStatement(String line, String section, Map<String, String> madeIn) {
        text.assignment(line).ifPresent(assigned -> {
            String name = assigned.name();
            if (name.equals("command") || name.equals("cmd")) {
                settings.put("infer_" + section, leaked(line, assigned.value(), section, madeIn));
            } else if (name.equals("_save_log_path")) {
                settings.put("infer_" + section + "_log", assigned.value());
            } else if (name.equals("benchmark_value") && conditions.under("lite_infer")) {
                settings.put("benchmark[lite_infer]", assigned.value());
                text.put(name, "{benchmark}");
            } else {
                madeIn.put(name, section);
                text.put(name, assigned.value());
            }
        });
    }

    /** A value that only the part for the CPU sets reaches the part for the GPU from an earlier cell. */
    private String leaked(String line, String command, String section, Map<String, String> madeIn) {
        String result = command;
        for (String name : text.names(line)) {
            if (section.equals("gpu") && name.startsWith("set_") && "cpu".equals(madeIn.get(name))) {
                settings.put("benchmark_of_cpu", text.get(name));
                result = result.replace(text.get(name), "{benchmark_of_cpu}");
            }
        }
        return result;
    }

    private String skipRule() {
        String condition = conditions.innermost();
        boolean off = condition.contains("use_mkldnn} = \"False\"") || condition.contains("use_mkldnn} = 'False'");
        boolean quantised = condition.contains("_flag_quant} = \"True\"");
        boolean noTrt = condition.contains("use_trt} = \"False\"") || condition.contains("use_trt} = 'False'");
        if (off) {
            return quantised ? "mkldnn-off-quant" : condition.contains("fp16") ? "mkldnn-off-fp16" : "mkldnn-off";
        }
        if (condition.contains("trt_int8")) {
            return conditions.under("!= \"fluid\"") ? "fluid-run-mode" : "run-mode";
        }
        if (noTrt && quantised) {
            return condition.contains("||") ? "quant-no-trt-or-int8" : "quant-no-trt-and-int8";
        }
        if (noTrt) {
            return condition.contains("int8")
                    ? "no-trt-reduced"
                    : condition.contains("fp16") ? "no-trt-fp16" : "no-trt-true";
        }
        if (quantised) {
            return "quant-not-int8";
        }
        return condition.contains("!= \"fp32\"") ? "plain-not-fp32" : "plain-int8";
    }
}
