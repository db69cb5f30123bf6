// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at lists that scripts walk through together, and at lists of GPUs and machines. */
final class ListCheck {

    private static final int LONGEST_ON_ONE_MACHINE = 15;
    private static final int SHORTEST_MACHINES = 27;

    private static final Pattern MACHINE_LIMIT = Pattern.compile("#ips\\}\\s+-le\\s+(\\d{1,4})");

    private final Layout layout;
    private final Optional<String> mode;
    private final Findings findings;

    ListCheck(Layout layout, Optional<String> mode, Findings findings) {
        this.layout = layout;
        this.mode = mode;
        this.findings = findings;
    }

    void check() {
        Optional<Entry> gpus = layout.entry("gpu_list").filter(Entry::isPresent);
        gpus.ifPresent(this::gpus);
        gpus.ifPresent(list -> layout.entry("train_use_gpu_value")
                .filter(Entry::isPresent)
                .filter(flags -> !flags.key().strip().equals("null"))
                .ifPresent(flags -> together(list, flags)));
        models();
    }

    private void together(Entry gpus, Entry flags) {
        int devices = gpus.elements().size();
        int values = flags.elements().size();
        if (values == devices || values == 1) {
            return;
        }
        findings.add(
                values < devices ? Severity.WARNING : Severity.NOTE,
                LintRule.LIST_LENGTH,
                flags.number(),
                values + " values stand here for the " + devices + " devices of line " + gpus.number(),
                values < devices
                        ? "the devices after the first " + values + " get no " + Shown.text(flags.key()) + " at all"
                        : "the values after the first " + devices + " are never used",
                "give one value for each device");
    }

    private void models() {
        boolean whole = mode.filter(name -> name.endsWith("whole_infer") && !name.contains("train"))
                .isPresent();
        Optional<Entry> models = layout.entry("infer_model_dir_list").filter(Entry::isPresent);
        Optional<Entry> exports =
                layout.entry("infer_export_list").filter(entry -> !entry.value().isBlank());
        Optional<Entry> quants =
                layout.entry("infer_is_quant").filter(entry -> !entry.value().isBlank());
        models.ifPresent(list -> {
            exports.ifPresent(other -> parallel(list, other, "exports", whole));
            quants.ifPresent(other -> parallel(list, other, "flags for quantised models", whole));
        });
        layout.entry("infer_mode_list").filter(Entry::isPresent).ifPresent(modes -> layout.entry("infer_is_quant_list")
                .filter(Entry::isPresent)
                .ifPresent(other -> parallel(modes, other, "flags for quantised models", whole)));
    }

    private void parallel(Entry models, Entry other, String what, boolean matters) {
        int expected = models.elements().size();
        int found = other.elements().size();
        if (expected != found) {
            findings.add(
                    matters ? Severity.ERROR : Severity.WARNING,
                    LintRule.LIST_LENGTH,
                    other.number(),
                    found + " " + what + " stand here for the " + expected + " entries of line " + models.number(),
                    found < expected
                            ? "the entries after the first " + found
                                    + " get an empty one: no export, and no rule about quantised models"
                            : "those after the first " + expected + " are never used",
                    "give one for each entry");
        }
    }

    private void gpus(Entry list) {
        List<String> entries = list.elements();
        for (String entry : entries) {
            int semicolon = entry.indexOf(';');
            if (semicolon >= 0) {
                if (semicolon < SHORTEST_MACHINES && semicolon + 1 < entry.length()) {
                    machines(list, entry.substring(0, semicolon));
                }
            } else if (entry.length() > LONGEST_ON_ONE_MACHINE) {
                findings.error(
                        LintRule.GPU_LIST,
                        list.number(),
                        "'" + Shown.text(entry) + "' is longer than " + LONGEST_ON_ONE_MACHINE + " characters",
                        "scripts take it as machines;gpus and are left without GPUs",
                        "name fewer GPUs, or put the machines before them: IP,IP;0,1");
            } else if (!isDevices(entry)) {
                findings.warning(
                        LintRule.GPU_LIST,
                        list.number(),
                        "'" + Shown.text(entry) + "' is no list of GPUs",
                        "it becomes CUDA_VISIBLE_DEVICES as it is, which then shows no GPU",
                        "write -1 for the CPU, or GPU numbers separated by commas");
            }
        }
    }

    private void machines(Entry list, String machines) {
        Matcher limit = MACHINE_LIMIT.matcher(layout.scriptText());
        boolean found = limit.find();
        if (found && machines.length() > Integer.parseInt(limit.group(1))) {
            return;
        }
        findings.add(
                found ? Severity.ERROR : Severity.WARNING,
                LintRule.GPU_LIST,
                list.number(),
                "the list of machines '" + Shown.text(machines) + "' has " + machines.length() + " characters",
                (found ? layout.reader() + " counts" : "many scripts count") + " a list of up to "
                        + (found ? limit.group(1) : "26")
                        + " characters as one machine, and the training runs on one machine under the name of several",
                "see that the script compares the length with 15");
    }

    private static boolean isDevices(String entry) {
        if (entry.equals("-1") || entry.equals("null")) {
            return true;
        }
        for (int i = 0; i < entry.length(); i++) {
            char c = entry.charAt(i);
            if (c != ',' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !entry.isEmpty();
    }
}
