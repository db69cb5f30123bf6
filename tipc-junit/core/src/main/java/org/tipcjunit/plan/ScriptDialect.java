// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.problem.Place;

/**
 * Reads from a {@code test_train_inference_python.sh} how it composes its commands.
 *
 * <p>The script is followed line by line; what its variables hold is kept as text with gaps ({@link ScriptText}), so that
 * each of its command lines becomes a {@link Template}. What cannot be read stays as the base dialect has it.
 */
final class ScriptDialect {

    private static final String SCRIPT = "test_train_inference_python.sh";

    static final Pattern LOOP = Pattern.compile("for (\\w+) in \\$\\{(\\w+)\\[\\*]}.*");
    private static final Pattern WINDOW = Pattern.compile("dataline=\\$\\(awk 'NR==1, NR==(\\d+)\\{print}'.*");
    private static final Pattern LIMIT = Pattern.compile("\\$\\{#ips} -le (\\d+)");
    private static final Pattern AUTOCAST = Pattern.compile("\\$\\{autocast}\"? = [\"'](\\w+)[\"']");
    private static final Pattern TRAINER = Pattern.compile("\\$\\{trainer} = \"?\\$\\{(\\w+)}\"?");
    private static final Pattern CALL_ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\$\\{\\w+})");
    private static final Pattern AMP_OPTIONS =
            Pattern.compile("\\$\\{value} = \"(\\w+)\".*?echo \"([^\"]*)\"", Pattern.DOTALL);
    private static final Pattern AMP_FUNCTION =
            Pattern.compile("function func_set_amp_params\\(\\) ?\\{(.*?)\n}", Pattern.DOTALL);

    private static final Pattern SOURCE = Pattern.compile("source (?:\\./)?(\\S+)");

    private final DialectDraft settings;
    private final List<String> ownFolders;
    private final ScriptText text;
    private final ScriptConditions conditions = new ScriptConditions();
    private final Map<String, Pair> trainers = new LinkedHashMap<>();
    private final Set<String> visible = new LinkedHashSet<>();
    private final Set<String> hidden = new LinkedHashSet<>();
    private final Set<String> waits = new LinkedHashSet<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private final Map<DialectSetting, String> trainings = new EnumMap<>(DialectSetting.class);
    private final List<String> inference = new ArrayList<>();
    private final boolean offlineQuantised;
    private final List<String> commands = new ArrayList<>();
    private List<String> call = List.of();
    private boolean trained;
    private boolean exported;

    private ScriptDialect(Dialect base, String functions, String mode) {
        this.settings = new DialectDraft(base.settings(), Place.named(SCRIPT));
        this.ownFolders = List.copyOf(base.frame().ownFolders().keySet());
        this.text = new ScriptText(functions.contains("MODE=$2"));
        this.offlineQuantised = mode.equals("klquant_whole_infer");
        List.of(DialectSetting.AMP, DialectSetting.AMP_LEVEL, DialectSetting.EVAL_LITE, DialectSetting.WINDOW)
                .forEach(settings::remove);
        settings.put(DialectSetting.DETERMINISTIC, false);
        settings.put(DialectSetting.AUTOCAST_OF_TRAINER, false);
        settings.put(DialectSetting.LOADS_NORM, DialectTrainers.LoadsNorm.NO);
        settings.put(DialectSetting.INFER_FROM, "");
        settings.put(DialectSetting.USE_GPU_BY, DialectMachines.UseGpuBy.ENTRY);
        settings.put(DialectSetting.UNKNOWN_TRAINER, DialectTrainers.Unknown.NORM);
        ampOptions(functions);
    }

    /**
     * Read a script.
     *
     * @param script the script's text
     * @param functions the text of the file whose functions it uses; empty when there is none
     * @param mode the mode, since a part for offline quantised models has lines of its own
     * @param base what holds for everything that the script does not tell
     * @return the script's dialect; empty when its commands are not made in the known way
     */
    static Optional<Dialect> read(String script, String functions, String mode, Dialect base) {
        ScriptDialect reader = new ScriptDialect(base, functions, mode);
        List<String> lines = statements(script);
        boolean inFunction = false;
        for (String line : lines) {
            if (line.startsWith("function func_inference")) {
                inFunction = true;
            } else if (inFunction) {
                inFunction = !line.equals("}");
                reader.inference.add(line);
            } else {
                reader.line(line);
            }
        }
        if (script.indexOf('\r') >= 0) {
            reader.settings.put(DialectSetting.BROKEN, true);
        }
        new InferenceFunction(reader.settings, reader.text, reader.call).read(reader.inference);
        return reader.result(base.name() + "*", lines);
    }

    private static List<String> statements(String script) {
        return script.replace("\r", "")
                .lines()
                .map(line -> line.replaceFirst("(^|\\s)#.*", "")
                        .replaceAll("\\s+", " ")
                        .strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Options for mixed precision that a function of the script prints. */
    private void ampOptions(String functions) {
        Matcher function = AMP_FUNCTION.matcher(functions.replace("\r", ""));
        if (!function.find()) {
            return;
        }
        String body = function.group(1);
        AMP_OPTIONS
                .matcher(body)
                .results()
                .forEach(option -> settings.put(DialectSetting.AMP, option.group(1), option.group(2)));
        Pattern.compile("echo \"([^\"]*)\"")
                .matcher(body)
                .results()
                .reduce((first, second) -> second)
                .ifPresent(
                        last -> settings.put(DialectSetting.AMP, last.group(1).strip()));
    }

    private void line(String line) {
        if (conditions.follow(line)) {
            return;
        }
        Matcher loop = LOOP.matcher(line);
        if (loop.matches()) {
            loop(loop.group(1), loop.group(2));
        } else if (isFor("benchmark_train")) {
            return;
        } else if (isFor("klquant_whole_infer") && !isWholeInference()) {
            if (offlineQuantised) {
                offlineQuantised(line);
            }
        } else if (isWholeInference()) {
            wholeInference(line);
        } else {
            statement(line);
        }
    }

    /** The part for offline quantised models: the same variables, read from other lines. */
    private void offlineQuantised(String line) {
        if (line.startsWith("dataline=")) {
            Matcher window = WINDOW.matcher(line);
            boolean found = window.matches();
            settings.put(DialectSetting.WINDOW, found ? window.group(1) : "");
            settings.put(DialectSetting.KLQUANT_READS_NOTHING, !found);
            settings.put(DialectSetting.IS_KLQUANT, true);
        } else {
            text.assignment(line).ifPresent(assigned -> text.put(assigned.name(), assigned.value()));
        }
    }

    private void loop(String variable, String list) {
        String index = text.index(list);
        switch (variable) {
            case "gpu" -> settings.put(DialectSetting.GPUS, index);
            case "autocast" -> settings.put(DialectSetting.AUTOCAST, index);
            case "trainer" -> settings.put(DialectSetting.TRAINERS, index);
            default -> {}
        }
    }

    /** Whether the present line runs in {@code mode} only. */
    private boolean isFor(String mode) {
        return conditions
                .holding()
                .anyMatch(condition -> condition.contains(mode)
                        && !condition.contains("!=")
                        && !condition.contains("\"whole_infer\""));
    }

    private boolean isWholeInference() {
        return conditions
                .holding()
                .filter(condition -> condition.contains("MODE}"))
                .map(condition -> condition.replace('\'', '"'))
                .anyMatch(condition -> condition.contains("\"whole_infer\"") || condition.contains("\"infer\""));
    }

    private void statement(String line) {
        Matcher window = WINDOW.matcher(line);
        if (window.matches()) {
            settings.put(DialectSetting.WINDOW, window.group(1));
        } else if (line.equals("sleep 5")) {
            waits.add(conditions.under("eval_py") ? "eval" : "train");
        } else if (line.equals("continue")) {
            leftOut();
        } else if (line.startsWith("eval $env") || line.startsWith("eval ${env}")) {
            visible.add(visiblePoint());
        } else if (line.contains("unset CUDA_VISIBLE_DEVICES")) {
            hidden.add(hidingPoint());
        } else if (line.startsWith("eval $cmd") || line.contains("${cmd}")) {
            trained |= !line.startsWith("cmd=") && !line.startsWith("status_check") && !line.startsWith("echo");
        } else if (line.startsWith("eval $export_cmd")
                || line.startsWith("eval \"$export_cmd\"")
                || line.contains("${export_cmd}")) {
            exported = true;
        } else if (line.startsWith("export FLAGS_cudnn_deterministic=True")) {
            settings.put(DialectSetting.DETERMINISTIC, true);
        } else if (line.startsWith("export autocast=True")) {
            settings.put(DialectSetting.AUTOCAST_OF_TRAINER, true);
        } else if (line.startsWith("pip install ") && conditions.isEmpty()) {
            settings.put(DialectSetting.BEFORE, line);
        } else if (line.equals("cd deploy")) {
            settings.put(DialectSetting.INFER_FROM, "deploy");
        } else if (line.startsWith("func_inference ")) {
            call(line);
        } else {
            text.assignment(line).ifPresent(assigned -> assign(assigned.name(), assigned.value(), line));
        }
    }

    private String visiblePoint() {
        if (exported) {
            return "export";
        }
        if (conditions.directlyUnder("${#gpu} -le 1 ]")) {
            return "entry";
        }
        return conditions.directlyUnder("${#gpu} -le 2") ? "single" : "eval";
    }

    private String hidingPoint() {
        if (!trained || conditions.under("${#gpu}") || conditions.under("${#ips}")) {
            return "train";
        }
        return conditions.under("run_export") ? "export" : "always";
    }

    private void leftOut() {
        if (conditions.isOtherwise() && conditions.innermost().contains("${trainer}")) {
            settings.put(DialectSetting.UNKNOWN_TRAINER, DialectTrainers.Unknown.SKIP);
        } else if (conditions.directlyUnder("${autocast} = \"amp\"")) {
            settings.put(DialectSetting.PACT_WITHOUT_AMP, true);
        }
    }

    private void assign(String name, String value, String line) {
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
            case "run_train", "run_export" -> trainer(name, value);
            case "flag_quant" -> quantised(value);
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
        Pair norm = trainers.getOrDefault("", new Pair("", "", false));
        String index = number(value.replace("{run_train}", norm.train()).replace("{python} ", ""));
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

    private void trainer(String name, String value) {
        if (value.startsWith("{run_train} ")) {
            settings.put(DialectSetting.MAX_ITERATIONS, value.substring("{run_train} ".length()));
            return;
        }
        Matcher condition = TRAINER.matcher(conditions.innermost());
        String key = !conditions.isOtherwise() && condition.find() ? condition.group(1) : "";
        Pair pair = trainers.getOrDefault(key, new Pair("", "", false));
        trainers.put(
                key,
                name.equals("run_train")
                        ? new Pair(value, pair.export(), pair.quantised())
                        : new Pair(pair.train(), value, pair.quantised()));
    }

    private void quantised(String value) {
        Matcher condition = TRAINER.matcher(conditions.innermost());
        if (value.equals("True") && condition.find()) {
            Pair pair = trainers.getOrDefault(condition.group(1), new Pair("", "", false));
            trainers.put(condition.group(1), new Pair(pair.train(), pair.export(), true));
        }
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
        Matcher matcher = Pattern.compile("\\{\\d+=(.+)}", Pattern.DOTALL).matcher(argument);
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

    private void call(String line) {
        List<String> arguments = arguments(line);
        call = arguments.stream().map(text::filled).collect(Collectors.toCollection(ArrayList::new));
        if (arguments.size() < 4) {
            return;
        }
        settings.put(DialectSetting.MODEL_DIR, call.set(2, "{model_dir}"));
        call.set(3, "{output}");
        settings.put(DialectSetting.IMAGES, call.size() > 4 ? call.set(4, "{images}") : "");
        boolean flagged = arguments.size() > 5 && arguments.get(5).contains("flag_quant");
        settings.put(DialectSetting.TELLS_QUANTISED, flagged);
    }

    private static List<String> arguments(String line) {
        return CALL_ARGUMENT
                .matcher(line)
                .results()
                .map(argument -> argument.group(1) == null ? argument.group(2) : argument.group(1))
                .toList();
    }

    private void wholeInference(String line) {
        if (line.startsWith("func_inference ") && arguments(line).size() > 4) {
            settings.put(
                    DialectSetting.INFER_IMAGES, text.filled(arguments(line).get(4)));
            return;
        }
        text.assignment(line).ifPresent(assigned -> {
            String value = assigned.value();
            switch (assigned.name()) {
                case "save_infer_dir" -> exportDirectory(line);
                case "export_cmd" -> settings.put(DialectSetting.INFER_EXPORT, value);
                case "set_save_infer_key", "set_export_weight", "set_export_shape", "set_export1_key", "set_config" ->
                    text.put(assigned.name(), value);
                default -> {}
            }
        });
    }

    private void exportDirectory(String line) {
        boolean otherMode = conditions.innermost().contains("klquant")
                && !conditions.innermost().contains("\"whole_infer\"");
        if (conditions.isOtherwise() || (otherMode && !offlineQuantised)) {
            return;
        }
        if (line.contains("_klquant")) {
            settings.put(DialectSetting.INFER_EXPORT_TO, DialectGivenModels.ExportTo.KLQUANT);
        } else if (offlineQuantised
                && conditions.directlyUnder("= \"whole_infer\"")
                && !conditions.directlyUnder("klquant")) {
            return;
        } else if (line.contains("dirname")) {
            settings.put(DialectSetting.INFER_EXPORT_TO, DialectGivenModels.ExportTo.PARENT);
        } else if (line.contains("/static")) {
            settings.put(DialectSetting.INFER_EXPORT_TO, DialectGivenModels.ExportTo.STATIC);
        } else if (line.contains("infer_model}")) {
            settings.put(DialectSetting.INFER_EXPORT_TO, DialectGivenModels.ExportTo.SAME);
        }
        text.put("save_infer_dir", "{infer_dir}");
    }

    private Optional<Dialect> result(String name, List<String> lines) {
        lines.stream()
                .map(SOURCE::matcher)
                .filter(Matcher::matches)
                .filter(source -> !source.group(1).matches("test_tipc/\\w+\\.sh"))
                .findFirst()
                .ifPresent(source -> settings.put(DialectSetting.BROKEN, true));
        if (inference.isEmpty() && !commands.isEmpty()) {
            settings.put(DialectSetting.COMMANDS, String.join(" ", commands));
            return dialect(name);
        }
        if (!trainings.containsKey(DialectSetting.TRAIN) || inference.isEmpty()) {
            return Optional.empty();
        }
        trainings.forEach((form, command) -> {
            if (command.contains("{run_train}")) {
                settings.put(form, command + fused(lines));
            } else if (form == DialectSetting.TRAIN) {
                settings.put(DialectSetting.UPSTREAM_TRAIN, command);
            }
        });
        if (lines.stream().noneMatch(line -> line.contains("${#ips} -le"))) {
            settings.put(DialectSetting.IPS_LIMIT, "99");
        }
        pairs();
        settings.put(DialectSetting.VISIBLE, String.join(" ", visible));
        settings.put(DialectSetting.HIDDEN, String.join(" ", hidden));
        settings.put(DialectSetting.WAITS, String.join(" ", waits));
        settings.put(DialectSetting.WHOLE_TRAIN_DROPS, String.join(" ", dropped));
        if (text.hasSecondName()) {
            settings.put(DialectSetting.MODEL, "{second_name}");
        }
        indices();
        return dialect(name);
    }

    private Optional<Dialect> dialect(String name) {
        DialectReader reader = new DialectReader(settings.settings());
        Dialect dialect = reader.read(name);
        return reader.problems().isEmpty() ? Optional.of(dialect) : Optional.empty();
    }

    private static String fused(List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains("use_fused_attn")) ? " {fused}" : "";
    }

    private void indices() {
        Map.of(
                        DialectSetting.EVALUATION, "eval_py",
                        DialectSetting.INFERENCE, "inference_py",
                        DialectSetting.INFER_MODELS, "infer_model_dir_list",
                        DialectSetting.INFER_EXPORTS, "infer_export_list",
                        DialectSetting.INFER_QUANT, "infer_is_quant",
                        DialectSetting.QUANTISES, "kl_quant_cmd_value",
                        DialectSetting.INFER_MODES, "infer_mode_list",
                        DialectSetting.EXPORT_ONNX_LINE, "export_onnx_key")
                .forEach((setting, variable) -> {
                    if (!text.index(variable).isEmpty()) {
                        settings.put(setting, text.index(variable));
                    }
                });
    }

    private void pairs() {
        List<String> words = new ArrayList<>();
        trainers.forEach((key, pair) -> {
            String train = number(pair.train());
            if (key.isEmpty()) {
                settings.put(DialectSetting.NORM, train + "/" + number(pair.export()));
                return;
            }
            String index = text.index(key);
            if (index.equals(ScriptText.STATIC)) {
                words.add("s");
                settings.put(
                        DialectSetting.TO_STATIC_BY,
                        pair.train().contains(" ")
                                ? DialectTrainers.ToStaticBy.APPENDED
                                : DialectTrainers.ToStaticBy.WORD);
            } else if (pair.train().contains(" ")) {
                words.add(index + "s");
            } else if (!index.isEmpty()) {
                words.add(index + "/" + number(pair.export()) + (pair.quantised() ? "q" : ""));
            }
            if (key.equals("norm_key")) {
                settings.put(DialectSetting.NORM, train + "/" + number(pair.export()));
            }
        });
        settings.put(DialectSetting.PAIRS, String.join(" ", words));
        if (trainers.keySet().equals(Set.of(""))) {
            settings.put(
                    DialectSetting.UNKNOWN_TRAINER,
                    settings.get(DialectSetting.AUTOCAST).isPresent()
                            ? DialectTrainers.Unknown.NORM
                            : DialectTrainers.Unknown.ANY);
        }
    }

    private static String number(String value) {
        Matcher matcher = Pattern.compile("\\{(\\d+)}.*").matcher(value);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** What a trainer runs, as text with gaps. */
    private record Pair(String train, String export, boolean quantised) {}
}
