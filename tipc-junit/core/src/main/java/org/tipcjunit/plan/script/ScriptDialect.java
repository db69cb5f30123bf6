// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.line.LineSelection;
import org.tipcjunit.config.line.LineWindow;
import org.tipcjunit.config.shell.ShellBranches;
import org.tipcjunit.config.shell.ShellScript;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.dialect.DialectDraft;
import org.tipcjunit.plan.dialect.DialectMachines;
import org.tipcjunit.plan.dialect.DialectReader;
import org.tipcjunit.plan.dialect.DialectSetting;
import org.tipcjunit.plan.dialect.DialectTrainers;
import org.tipcjunit.plan.draft.Template;
import org.tipcjunit.problem.Place;

/**
 * Reads from a {@code test_train_inference_python.sh} how it composes its commands.
 *
 * <p>The script is followed line by line; what its variables hold is kept as text with gaps ({@link ScriptText}), so that
 * each of its command lines becomes a {@link Template}. What cannot be read stays as the base dialect has it.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ScriptDialect {

    static final String SCRIPT = "test_train_inference_python.sh";

    static final Pattern LOOP = Pattern.compile("for (\\w+) in \\$\\{(\\w+)\\[\\*]}.*");
    private static final Pattern LINES_OF_CONFIG = Pattern.compile("dataline=\\$\\((.*)\\)");
    private static final Pattern AMP_OPTIONS =
            Pattern.compile("\\$\\{value} = \"(\\w+)\".*?echo \"([^\"]*)\"", Pattern.DOTALL);
    private static final Pattern AMP_FUNCTION =
            Pattern.compile("function func_set_amp_params\\(\\) ?\\{(.*?)\n}", Pattern.DOTALL);

    private static final Pattern SOURCE = Pattern.compile("source (?:\\./)?(\\S+)");

    private final DialectDraft settings;
    private final ScriptText text;
    private final ShellBranches conditions = new ShellBranches();
    private final ScriptTrainers trainers;
    private final ScriptAssignments assignments;
    private final ScriptMoments moments;
    private final ScriptModels models;
    private final boolean offlineQuantised;
    private final List<String> inference = new ArrayList<>();

    private ScriptDialect(Dialect base, String functions, String mode) {
        this.settings = new DialectDraft(base.settings(), Place.named(SCRIPT));
        this.text = new ScriptText(functions.contains("MODE=$2"));
        this.offlineQuantised = mode.equals("klquant_whole_infer");
        this.trainers = new ScriptTrainers(settings, text, conditions);
        this.assignments = new ScriptAssignments(
                settings,
                text,
                conditions,
                trainers,
                List.copyOf(base.frame().ownFolders().keySet()));
        this.moments = new ScriptMoments(conditions);
        this.models = new ScriptModels(settings, text, conditions, offlineQuantised);
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
    public static Optional<Dialect> read(String script, String functions, String mode, Dialect base) {
        ScriptDialect reader = new ScriptDialect(base, functions, mode);
        List<String> lines = ShellScript.of(script).lines().stream()
                .map(ShellScript.Line::text)
                .toList();
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
        new InferenceFunction(reader.settings, reader.text, reader.models.call()).read(reader.inference);
        return reader.result(base.name() + "*", lines);
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
            models.given(line);
        } else {
            statement(line);
        }
    }

    /** The part for offline quantised models: the same variables, read from other lines. */
    private void offlineQuantised(String line) {
        if (line.startsWith("dataline=")) {
            Optional<Integer> window = window(line);
            settings.put(DialectSetting.WINDOW, window.map(String::valueOf).orElse(""));
            settings.put(DialectSetting.KLQUANT_READS_NOTHING, window.isEmpty());
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

    /** Get the last line of the config that the script reads, if this line says so. */
    private static Optional<Integer> window(String line) {
        Matcher lines = LINES_OF_CONFIG.matcher(line);
        return lines.matches()
                ? LineSelection.of(lines.group(1))
                        .map(LineSelection::window)
                        .filter(window -> window.first() == 1 && !window.isEmpty())
                        .map(LineWindow::last)
                        .filter(last -> last < Integer.MAX_VALUE)
                : Optional.empty();
    }

    private void statement(String line) {
        Optional<Integer> window = window(line);
        if (window.isPresent()) {
            settings.put(DialectSetting.WINDOW, String.valueOf(window.get()));
        } else if (line.equals("continue")) {
            trainers.leaveOut();
        } else if (moments.follow(line)) {
            return;
        } else if (line.startsWith("export FLAGS_cudnn_deterministic=True")) {
            settings.put(DialectSetting.DETERMINISTIC, true);
        } else if (line.startsWith("export autocast=True")) {
            settings.put(DialectSetting.AUTOCAST_OF_TRAINER, true);
        } else if (line.startsWith("pip install ") && conditions.isEmpty()) {
            settings.put(DialectSetting.BEFORE, line);
        } else if (line.equals("cd deploy")) {
            settings.put(DialectSetting.INFER_FROM, "deploy");
        } else if (line.startsWith("func_inference ")) {
            models.trained(line);
        } else {
            text.assignment(line).ifPresent(assigned -> assignments.assign(assigned.name(), assigned.value(), line));
        }
    }

    private Optional<Dialect> result(String name, List<String> lines) {
        lines.stream()
                .map(SOURCE::matcher)
                .filter(Matcher::matches)
                .filter(source -> !source.group(1).matches("test_tipc/\\w+\\.sh"))
                .findFirst()
                .ifPresent(source -> settings.put(DialectSetting.BROKEN, true));
        if (inference.isEmpty() && !assignments.commands().isEmpty()) {
            settings.put(DialectSetting.COMMANDS, String.join(" ", assignments.commands()));
            return dialect(name);
        }
        if (!assignments.trains() || inference.isEmpty()) {
            return Optional.empty();
        }
        assignments.write(fused(lines));
        if (lines.stream().noneMatch(line -> line.contains("${#ips} -le"))) {
            settings.put(DialectSetting.IPS_LIMIT, "99");
        }
        trainers.write();
        moments.write(settings);
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
}
