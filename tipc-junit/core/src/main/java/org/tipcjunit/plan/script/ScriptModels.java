// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.config.shell.ShellBranches;
import org.tipcjunit.plan.dialect.DialectDraft;
import org.tipcjunit.plan.dialect.DialectGivenModels;
import org.tipcjunit.plan.dialect.DialectSetting;

/** Which models a script infers, and with which images. */
final class ScriptModels {

    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\$\\{\\w+})");

    private final DialectDraft settings;
    private final ScriptText text;
    private final ShellBranches conditions;
    private final boolean offlineQuantised;
    private List<String> call = List.of();

    /**
     * Start without any model.
     *
     * @param settings where to put what is found
     * @param text what the script's variables hold
     * @param conditions where its present line stands
     * @param offlineQuantised whether models that are quantised offline are asked for
     */
    ScriptModels(DialectDraft settings, ScriptText text, ShellBranches conditions, boolean offlineQuantised) {
        this.settings = settings;
        this.text = text;
        this.conditions = conditions;
        this.offlineQuantised = offlineQuantised;
    }

    /** Get the arguments of the last call for what was trained, as text with gaps. */
    List<String> call() {
        return call;
    }

    /** Take a call of the function that infers what was trained. */
    void trained(String line) {
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
        return ARGUMENT.matcher(line)
                .results()
                .map(argument -> argument.group(1) == null ? argument.group(2) : argument.group(1))
                .toList();
    }

    /** Follow a line of the part for models that the config brings. */
    void given(String line) {
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
}
