// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.script;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.config.shell.ShellBranches;
import org.tipcjunit.plan.dialect.DialectDraft;
import org.tipcjunit.plan.dialect.DialectMachines;
import org.tipcjunit.plan.dialect.DialectSetting;
import org.tipcjunit.plan.dialect.DialectTrainers;
import org.tipcjunit.plan.dialect.DialectValues;

/** What a script's assignments tell about how it trains, evaluates and exports. */
final class ScriptAssignments {

    private static final Pattern LIMIT = Pattern.compile("\\$\\{#ips} -le (\\d+)");
    private static final Pattern AUTOCAST = Pattern.compile("\\$\\{autocast}\"? = [\"'](\\w+)[\"']");
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d+=(.+)}", Pattern.DOTALL);

    private final DialectDraft settings;
    private final ScriptText text;
    private final ShellBranches conditions;
    private final ScriptTrainers trainers;
    private final List<String> ownFolders;
    private final Set<String> dropped = new LinkedHashSet<>();
    private final Map<DialectSetting, String> trainings = new EnumMap<>(DialectSetting.class);
    private final List<String> commands = new ArrayList<>();

    /**
     * Start before the first assignment.
     *
     * @param settings where to put what is found
     * @param text what the script's variables hold
     * @param conditions where its present line stands
     * @param trainers what its trainers run
     * @param ownFolders parts of the names of models that keep what they export in a folder of its own
     */
    ScriptAssignments(
            DialectDraft settings,
            ScriptText text,
            ShellBranches conditions,
            ScriptTrainers trainers,
            List<String> ownFolders) {
        this.settings = settings;
        this.text = text;
        this.conditions = conditions;
        this.trainers = trainers;
        this.ownFolders = List.copyOf(ownFolders);
    }

    /** Get the commands that run whatever the config's lists say, as steps and lines. */
    List<String> commands() {
        return commands;
    }

    /** Whether the script trains on one device. */
    boolean trains() {
        return trainings.containsKey(DialectSetting.TRAIN);
    }

    /**
     * Write what was kept until all is known.
     *
     * @param fused what the commands that train end in
     */
    void write(String fused) {
        trainings.forEach((form, command) -> {
            if (command.contains("{run_train}")) {
                settings.put(form, command + fused);
            } else if (form == DialectSetting.TRAIN) {
                settings.put(DialectSetting.UPSTREAM_TRAIN, command);
            }
        });
        settings.put(DialectSetting.WHOLE_TRAIN_DROPS, String.join(" ", dropped));
    }

    /** Take an assignment. */
    void assign(String name, String value, String line) {
        switch (name) {
            case "LOG_PATH", "OUT_PATH" -> output(name, value);
            case "env" -> environment(line);
            case "USE_GPU_KEY" -> settings.put(DialectSetting.USE_GPU, text.index("train_use_gpu_value"));
            case "cmd" -> training(line, value);
            case "eval_cmd" -> evaluation(value);
            case "export_cmd" ->
                settings.put(
                        value.contains("export_onnx=True") ? DialectSetting.EXPORT_ONNX : DialectSetting.EXPORT, value);
            case "eval_log_path" -> settings.put(DialectSetting.EVAL_LOG, value);
            case "export_log_path" -> settings.put(DialectSetting.EXPORT_LOG, value);
            case "save_log", "save_dir" -> saveLog(name, value);
            case "run_train", "run_export" -> trainers.trainer(name, value);
            case "flag_quant" -> trainers.quantised(value);
            case "set_amp_config", "set_amp_level", "set_autocast" -> precision(name, value);
            case "set_pretrain" -> pretrained(value);
            case "load_norm_train_model" -> normWeights();
            case "use_gpu" -> useGpu(value);
            case "infer_model_dir" -> modelDirectory(value);
            case "set_export_weight" -> weights(name, value);
            case "set_eval_pretrain" -> evaluationWeights(name, value);
            case "set_to_static",
                    "MODE",
                    "FILENAME",
                    "GPUID",
                    "nodes",
                    "ips",
                    "gpu",
                    "array",
                    "ips_array",
                    "autocast",
                    "train_use_gpu" -> {}
            default -> other(name, value);
        }
    }

    /** A command without anything of the config is the script's own. */
    private void evaluation(String value) {
        boolean liteOnly = conditions.under("lite_infer") && !conditions.isOtherwise();
        settings.put(
                !value.contains("{")
                        ? DialectSetting.UPSTREAM_EVAL
                        : liteOnly ? DialectSetting.EVAL_LITE : DialectSetting.EVAL,
                value);
    }

    private void output(String name, String value) {
        Optional<String> first = settings.get(DialectSetting.OUTPUT).filter(text -> conditions.isOtherwise());
        settings.put(
                DialectSetting.OUTPUT,
                first.map(text -> value.replace("}", "|" + text + "}")).orElse(value));
        text.put(name, "{output}");
    }

    private void environment(String line) {
        if (conditions.directlyUnder("${#gpu} -le 15")) {
            settings.put(
                    DialectSetting.CARDS,
                    line.contains("=${gpu}") ? DialectMachines.Cards.ALL : DialectMachines.Cards.FIRST);
        } else if (conditions.isOtherwise() && line.contains("array[0]")) {
            settings.put(DialectSetting.FIRST_CARD_OF_NODES, true);
        }
    }

    private void training(String line, String value) {
        if (conditions.isEmpty() && !value.contains("=")) {
            commands.add(plainCommand(line, value));
        } else if (line.contains("${SC}")) {
            settings.put(DialectSetting.CARDS_TRAIN_NOTHING, true);
        } else if (!line.contains("${cmd")) {
            DialectSetting form = conditions.directlyUnder("${#gpu} -le 2")
                    ? DialectSetting.TRAIN
                    : conditions.isOtherwise() ? DialectSetting.TRAIN_NODES : DialectSetting.TRAIN_CARDS;
            trainings.put(form, value);
        }
    }

    /** A command that runs whatever the config's lists say. */
    private String plainCommand(String line, String value) {
        String index = ScriptTrainers.number(
                value.replace("{run_train}", trainers.norm()).replace("{python} ", ""));
        String step = line.contains("train")
                ? "train"
                : line.contains("export") ? "export" : line.contains("eval") ? "eval" : "infer";
        return step + ":" + index;
    }

    private void saveLog(String name, String value) {
        Matcher limit = LIMIT.matcher(conditions.innermost());
        if (limit.find()) {
            settings.put(DialectSetting.IPS_LIMIT, limit.group(1));
        }
        settings.put(conditions.isOtherwise() ? DialectSetting.SAVE_LOG_NODES : DialectSetting.SAVE_LOG, value);
        text.put(name, "{save_log}");
    }

    private void precision(String name, String value) {
        DialectSetting setting = name.equals("set_amp_level") ? DialectSetting.AMP_LEVEL : DialectSetting.AMP;
        if (!conditions.under("${autocast}")) {
            text.put(name, value);
            return;
        }
        if (value.startsWith("{") && name.equals("set_autocast")) {
            text.put(name, "{amp_or_autocast}");
            return;
        }
        if (conditions.isOtherwise()) {
            settings.put(setting, value);
        } else {
            AUTOCAST.matcher(conditions.innermost())
                    .results()
                    .forEach(choice -> settings.put(setting, choice.group(1), value));
        }
        text.put(name, "{" + setting.label() + "}");
    }

    private void pretrained(String value) {
        if (conditions.under("${trainer} = ")) {
            settings.put(
                    DialectSetting.LOADS_NORM,
                    value.equals("{pretrain}") ? DialectTrainers.LoadsNorm.YES : DialectTrainers.LoadsNorm.OWN);
            return;
        }
        String index = value.replaceAll("\\D.*", "").isEmpty() ? value.replaceAll("^\\{(\\d+)=?}?.*", "$1") : "";
        settings.put(DialectSetting.PRETRAINED, index);
        text.put("set_pretrain", "{" + index + "=pretrain}");
    }

    private void normWeights() {
        boolean broken = conditions.under("[ [") || conditions.innermost().endsWith("-le 1]");
        String loads = settings.get(DialectSetting.LOADS_NORM).orElse("");
        if (broken && loads.equals(DialectValues.label(DialectTrainers.LoadsNorm.YES))) {
            settings.put(DialectSetting.LOADS_NORM, DialectTrainers.LoadsNorm.NEVER);
        }
    }

    private void useGpu(String value) {
        if (value.equals("False")) {
            settings.put(DialectSetting.USE_GPU_BY, DialectMachines.UseGpuBy.CPU_FALSE);
        } else if (value.startsWith("{")) {
            String line = value.replaceAll("\\D", "");
            if (!line.isEmpty()) {
                settings.put(DialectSetting.USE_GPU, line);
            }
        }
        text.put("use_gpu", "{use_gpu}");
    }

    private void modelDirectory(String value) {
        if (!conditions.under("inference_dir")) {
            text.put("infer_model_dir", value);
            return;
        }
        String folder = text.get("inference_dir");
        String index = text.index("inference_dir");
        if (conditions.isOtherwise()) {
            return;
        }
        if (!index.isEmpty() && value.endsWith("/" + folder)) {
            settings.put(DialectSetting.INFERENCE_DIR, index);
            text.put("infer_model_dir", value.substring(0, value.length() - folder.length() - 1) + "{inference_dir}");
        } else {
            settings.put(DialectSetting.INFERENCE_DIR, "");
            text.put("infer_model_dir", value);
        }
        boolean strict = conditions.innermost().startsWith("[ $");
        settings.put(DialectSetting.INFERENCE_DIR_STRICT, strict);
    }

    private void weights(String name, String value) {
        if (ownFolders.stream().anyMatch(conditions::directlyUnder)) {
            return;
        }
        String folder = inOwnFolder(value);
        text.put(name, folder);
        if (text.get("set_eval_pretrain").isEmpty()) {
            settings.put(DialectSetting.WEIGHTS, expression(folder));
        }
    }

    private void evaluationWeights(String name, String value) {
        if (ownFolders.stream().anyMatch(conditions::directlyUnder)) {
            return;
        }
        text.put(name, inOwnFolder(value));
        settings.put(DialectSetting.WEIGHTS, expression(inOwnFolder(value)));
    }

    /** Suites with several networks keep the exported one in a folder that depends on the model's name. */
    private String inOwnFolder(String value) {
        return conditions.isOtherwise() && ownFolders.stream().anyMatch(conditions.innermost()::contains)
                ? value.replace("{save_log}/{model}/", "{save_log}/{weights_folder}/")
                : value;
    }

    /** Get the value of an argument such as {@code {9=save_log/x}}. */
    private static String expression(String argument) {
        Matcher matcher = ARGUMENT.matcher(argument);
        if (!matcher.matches()) {
            return argument;
        }
        String value = matcher.group(1);
        return value.matches("[a-z_]+") ? "{" + value + "}" : value;
    }

    private void other(String name, String value) {
        if (conditions.under("whole_train") && value.isEmpty()) {
            String index = text.index(name);
            String line = index.isEmpty() ? text.get(name).replaceAll("^\\{(\\d+).*", "$1") : index;
            dropped.add(line);
        } else if (name.equals("benchmark_value") && conditions.under("lite_infer")) {
            settings.put(DialectSetting.BENCHMARK, "lite_infer", value);
        } else if (!(conditions.under("${epoch_num}") || conditions.under("$epoch_num"))) {
            text.put(name, value);
        }
    }
}
