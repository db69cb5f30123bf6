// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.config.shell.ShellBranches;
import org.tipcjunit.plan.dialect.DialectDraft;
import org.tipcjunit.plan.dialect.DialectSetting;
import org.tipcjunit.plan.dialect.SkipRule;

/** Reads from the function of a script that infers which cells it goes through, and with which commands. */
final class InferenceFunction {

    private static final Map<String, String> CELLS = Map.of(
            "use_mkldnn", "mkldnn",
            "threads", "threads",
            "batch_size", "batch_size",
            "precision", "precision",
            "use_trt", "trt");

    private final DialectDraft settings;
    private final ScriptText text;
    private final List<String> call;
    private final ShellBranches conditions = new ShellBranches();

    /**
     * Take the function.
     *
     * @param settings where to put what it says
     * @param text what the script's variables hold where it calls the function
     * @param call the arguments of the call
     */
    InferenceFunction(DialectDraft settings, ScriptText text, List<String> call) {
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
        Map<String, Set<SkipRule>> skips = new HashMap<>();
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
                settings.put(DialectSetting.DEVICES, text.index(loop.group(2)));
            } else if (line.equals("continue")) {
                skips.computeIfAbsent(section, key -> new LinkedHashSet<>()).add(skipRule());
            } else {
                inferenceStatement(line, section, madeIn);
            }
        }
        settings.put(DialectSetting.CPU, String.join(" ", loops.getOrDefault("cpu", List.of())));
        settings.put(DialectSetting.CPU_SKIPS, skips(skips.getOrDefault("cpu", Set.of())));
        settings.put(DialectSetting.GPU, String.join(" ", loops.getOrDefault("gpu", List.of())));
        settings.put(DialectSetting.GPU_SKIPS, skips(skips.getOrDefault("gpu", Set.of())));
    }

    private static String skips(Set<SkipRule> rules) {
        return rules.stream().map(SkipRule::label).collect(Collectors.joining(" "));
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
                String command = leaked(line, assigned.value(), section, madeIn);
                inSection(section, DialectSetting.INFER_CPU, DialectSetting.INFER_GPU)
                        .ifPresent(setting -> settings.put(setting, command));
            } else if (name.equals("_save_log_path")) {
                inSection(section, DialectSetting.INFER_CPU_LOG, DialectSetting.INFER_GPU_LOG)
                        .ifPresent(setting -> settings.put(setting, assigned.value()));
            } else if (name.equals("benchmark_value") && conditions.under("lite_infer")) {
                settings.put(DialectSetting.BENCHMARK, "lite_infer", assigned.value());
                text.put(name, "{benchmark}");
            } else {
                madeIn.put(name, section);
                text.put(name, assigned.value());
            }
        });
    }

    private static Optional<DialectSetting> inSection(String section, DialectSetting ofCpu, DialectSetting ofGpu) {
        return switch (section) {
            case "cpu" -> Optional.of(ofCpu);
            case "gpu" -> Optional.of(ofGpu);
            default -> Optional.empty();
        };
    }

    /** A value that only the part for the CPU sets reaches the part for the GPU from an earlier cell. */
    private String leaked(String line, String command, String section, Map<String, String> madeIn) {
        String result = command;
        for (String name : text.names(line)) {
            if (section.equals("gpu") && name.startsWith("set_") && "cpu".equals(madeIn.get(name))) {
                settings.put(DialectSetting.BENCHMARK_OF_CPU, text.get(name));
                result = result.replace(text.get(name), "{benchmark_of_cpu}");
            }
        }
        return result;
    }

    private SkipRule skipRule() {
        String condition = conditions.innermost();
        boolean off = condition.contains("use_mkldnn} = \"False\"") || condition.contains("use_mkldnn} = 'False'");
        boolean quantised = condition.contains("_flag_quant} = \"True\"");
        boolean noTrt = condition.contains("use_trt} = \"False\"") || condition.contains("use_trt} = 'False'");
        if (off) {
            return quantised
                    ? SkipRule.MKLDNN_OFF_QUANT
                    : condition.contains("fp16") ? SkipRule.MKLDNN_OFF_FP16 : SkipRule.MKLDNN_OFF;
        }
        if (condition.contains("trt_int8")) {
            return conditions.under("!= \"fluid\"") ? SkipRule.FLUID_RUN_MODE : SkipRule.RUN_MODE;
        }
        if (noTrt && quantised) {
            return condition.contains("||") ? SkipRule.QUANT_NO_TRT_OR_INT8 : SkipRule.QUANT_NO_TRT_AND_INT8;
        }
        if (noTrt) {
            return condition.contains("int8")
                    ? SkipRule.NO_TRT_REDUCED
                    : condition.contains("fp16") ? SkipRule.NO_TRT_FP16 : SkipRule.NO_TRT_TRUE;
        }
        if (quantised) {
            return SkipRule.QUANT_NOT_INT8;
        }
        return condition.contains("!= \"fp32\"") ? SkipRule.PLAIN_NOT_FP32 : SkipRule.PLAIN_INT8;
    }
}
