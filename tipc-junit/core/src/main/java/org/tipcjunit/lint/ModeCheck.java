// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.config.line.LinePart;

/** Looks at the mode that is asked for, and at the lines that give a value for each mode. */
final class ModeCheck {

    private static final List<String> TRAINING =
            List.of("lite_train_lite_infer", "lite_train_whole_infer", "whole_train_whole_infer", "benchmark_train");

    private static final List<String> MODES = List.of(
            "lite_train_lite_infer",
            "lite_train_whole_infer",
            "whole_train_whole_infer",
            "benchmark_train",
            "whole_infer",
            "klquant_whole_infer",
            "serving_infer",
            "cpp_infer",
            "paddle2onnx_infer",
            "pipeline_infer");

    private final Layout layout;
    private final Findings findings;
    private final Optional<String> mode;

    ModeCheck(Layout layout, Optional<String> mode, Findings findings) {
        this.layout = layout;
        this.mode = mode;
        this.findings = findings;
    }

    void check() {
        mode.filter(name -> !MODES.contains(name)).ifPresent(this::unknown);
        for (String variable : List.of("epoch_num", "epoch_value", "train_batch_value", "train_config_value")) {
            layout.entry(variable).filter(Entry::isPresent).ifPresent(entry -> list(variable, entry));
        }
    }

    private void unknown(String name) {
        findings.error(
                LintRule.UNKNOWN_MODE,
                1,
                "the mode '" + Shown.text(name) + "' is none",
                "every mode that is not about inference runs the whole training, with no epochs of its own",
                "give " + suggestion(name, MODES));
    }

    private static String suggestion(String word, List<String> words) {
        return NearestWord.of(word, words).orElse("one of " + String.join(", ", words));
    }

    private void list(String variable, Entry entry) {
        boolean epochs = variable.startsWith("epoch");
        String what = epochs ? "epochs" : variable.startsWith("train_batch") ? "batch size" : "training config";
        if (entry.reading().parser().part() == LinePart.FORGOTTEN_MODE_VALUE) {
            findings.note(
                    LintRule.VALUE_NEVER_READ,
                    entry.number(),
                    "the " + what + " of the config have no effect with this repository's script",
                    layout.reader() + ":" + entry.reading().scriptLine()
                            + " asks for the mode's value without naming the mode and always gets nothing",
                    "pass the mode in the script, or set the " + what + " in the model's own config");
            return;
        }
        if (!entry.isByMode()) {
            return;
        }
        if (entry.value().indexOf('=') < 0) {
            plain(what, epochs, entry);
            return;
        }
        List<String> names = new ArrayList<>();
        for (String element : entry.elements()) {
            element(entry, element).ifPresent(names::add);
        }
        missing(what, epochs, entry, names);
    }

    private void plain(String what, boolean epochs, Entry entry) {
        boolean certain = layout.script().isPresent() || layout.has("trainer_py");
        if (!certain && entry.key().startsWith("-o ")) {
            return;
        }
        findings.add(
                certain ? Severity.ERROR : Severity.NOTE,
                LintRule.PLAIN_VALUE,
                entry.number(),
                "the " + what + (epochs ? " are" : " is") + " given as the plain value '" + Shown.text(entry.value())
                        + "'",
                (certain ? layout.reader() + " looks for mode=value," : "scripts that look for mode=value")
                        + (certain ? " finds" : " find") + " no mode and"
                        + (certain ? " passes" : " pass") + " nothing: the model's own config decides, "
                        + (epochs ? "often a full training" : "and with more than the lite data nothing is trained"),
                "write " + Shown.text(entry.key()) + ":lite_train_lite_infer=" + Shown.text(entry.value())
                        + "|whole_train_whole_infer=" + Shown.text(entry.value()));
    }

    private Optional<String> element(Entry entry, String element) {
        int equals = element.indexOf('=');
        if (equals < 0) {
            findings.warning(
                    LintRule.PLAIN_VALUE,
                    entry.number(),
                    "'" + Shown.text(element) + "' names no mode",
                    "the script passes over it",
                    "write mode=value, separated by |");
            return Optional.empty();
        }
        String name = element.substring(0, equals);
        if (element.indexOf('=', equals + 1) >= 0) {
            findings.error(
                    LintRule.VALUE_CUT_AT_EQUALS,
                    entry.number(),
                    "the value of " + Shown.text(name) + " holds a further '='",
                    "the value ends there: '"
                            + Shown.text(element.substring(equals + 1, element.indexOf('=', equals + 1))) + "'",
                    "give a value without '='");
        }
        if (!MODES.contains(name) && !name.equals("null")) {
            boolean needed = TRAINING.stream().anyMatch(known -> known.equals(name.strip()));
            findings.add(
                    needed ? Severity.ERROR : Severity.WARNING,
                    LintRule.UNKNOWN_MODE,
                    entry.number(),
                    "'" + Shown.text(name) + "' is no mode",
                    "a mode is compared as a whole, so that no mode gets this value",
                    "write " + suggestion(name, MODES));
        }
        return Optional.of(name);
    }

    private void missing(String what, boolean epochs, Entry entry, List<String> names) {
        String wanted = mode.orElse("lite_train_lite_infer");
        if (names.contains(wanted) || !TRAINING.contains(wanted)) {
            return;
        }
        Severity severity = wanted.startsWith("lite") && mode.isPresent() && epochs
                ? Severity.ERROR
                : wanted.startsWith("lite") ? Severity.WARNING : Severity.NOTE;
        findings.add(
                severity,
                LintRule.MODE_WITHOUT_VALUE,
                entry.number(),
                "no " + what + (epochs ? " are" : " is") + " given for " + wanted,
                "the script passes nothing, so that the model's own config decides"
                        + (epochs && wanted.startsWith("lite") ? ": often a full training of hours" : ""),
                "add " + wanted + "=VALUE to the list");
    }
}
