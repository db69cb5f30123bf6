// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at words of which scripts know only a few: trainers, devices, precisions, flags. */
final class WordCheck {

    private static final List<String> DEVICES = List.of("True", "False", "cpu", "gpu");
    private static final List<String> OTHER_DEVICES =
            List.of("xpu", "npu", "mlu", "gcu", "dcu", "ascend", "arm_cpu", "gpu_opencl");
    private static final List<String> PRECISIONS = List.of(
            "fp32",
            "fp16",
            "bf16",
            "int8",
            "True",
            "False",
            "null",
            "amp",
            "paddle",
            "fluid",
            "trt_fp32",
            "trt_fp16",
            "trt_int8",
            "O0",
            "O1",
            "O2");
    private static final List<String> FLAGS = List.of("True", "False");

    private final Layout layout;
    private final Findings findings;

    WordCheck(Layout layout, Findings findings) {
        this.layout = layout;
        this.findings = findings;
    }

    void check() {
        layout.entry("trainer_list").ifPresent(this::trainers);
        if (layout.entry("inference_py").filter(Entry::isPresent).isPresent()) {
            layout.entry("use_gpu_list", "device_list").ifPresent(this::devices);
            layout.entry("infer_model_key").ifPresent(this::modelKey);
        }
        layout.entry("precision_list").ifPresent(this::precisions);
        layout.entry("autocast_list").ifPresent(this::precisions);
        if (layout.entry("infer_model_dir_list").filter(Entry::isPresent).isPresent()) {
            layout.entry("infer_is_quant").ifPresent(this::flags);
        }
        layout.entry("infer_is_quant_list").ifPresent(this::flags);
    }

    /** The folder of the model is put behind the key; a flag there is the line of something else. */
    private void modelKey(Entry option) {
        if (FLAGS.contains(option.value().strip())) {
            findings.error(
                    LintRule.MISPLACED_KEY,
                    option.number(),
                    "'" + Shown.text(option.key() + ":" + option.value())
                            + "' stands where the option for the model's folder is expected",
                    "the folder is put behind " + Shown.text(option.key())
                            + ", and later lines are missing or mean others",
                    "insert the lines that are missing before this one, as a config that works has them; null:null where the"
                            + " script has no such option");
        }
    }

    private void trainers(Entry list) {
        Map<String, Entry> defined = new LinkedHashMap<>();
        for (String variable : CommandVariables.TRAINERS) {
            layout.entry(variable)
                    .filter(entry -> !entry.key().equals("null"))
                    .ifPresent(entry -> defined.putIfAbsent(entry.key().strip(), entry));
        }
        if (list.value().isBlank() || list.isNull()) {
            findings.add(
                    list.isNull()
                                    && layout.entry("norm_trainer", "trainer_py")
                                            .filter(Entry::isPresent)
                                            .isEmpty()
                            ? Severity.NOTE
                            : Severity.WARNING,
                    LintRule.UNKNOWN_TRAINER,
                    list.number(),
                    "no trainer is given",
                    list.isNull() ? "the word null is taken as a trainer, and norm_train runs" : "nothing is trained",
                    "write trainer:norm_train");
            return;
        }
        int absent = 0;
        for (String trainer : list.elements()) {
            Entry entry = defined.get(trainer);
            if (entry == null) {
                if (layout.isTrusted()) {
                    unknown(list, trainer, List.copyOf(defined.keySet()));
                }
            } else if (!entry.isPresent()) {
                absent++;
                findings.warning(
                        LintRule.TRAINER_WITHOUT_COMMAND,
                        list.number(),
                        "the trainer " + Shown.text(trainer) + " is listed, but its command on line " + entry.number()
                                + " is " + (entry.isNull() ? "null" : "empty"),
                        "the combination is left out without a word",
                        "give the command, or take " + Shown.text(trainer) + " out of the list");
            }
        }
        if (absent == list.elements().size()) {
            findings.error(
                    LintRule.TRAINER_WITHOUT_COMMAND,
                    list.number(),
                    "no listed trainer has a command",
                    "nothing is trained, and the script ends with status 0",
                    "give a command to one of " + Shown.text(list.value()));
        }
    }

    private void unknown(Entry list, String trainer, List<String> defined) {
        if (trainer.startsWith("to_static") || trainer.equals("norm_train") || trainer.equals("null")) {
            return;
        }
        if (layout.has("trainer_py")) {
            findings.warning(
                    LintRule.UNKNOWN_TRAINER,
                    list.number(),
                    "the trainer '" + Shown.text(trainer) + "' is not defined by this config",
                    "the script knows one trainer and runs it for every name, under that name",
                    "write trainer:norm_train");
            return;
        }
        if (trainer.equals("norm") && !layout.has("infer_mode_list")) {
            findings.note(
                    LintRule.UNKNOWN_TRAINER,
                    list.number(),
                    "the trainer 'norm' is not the key of a line",
                    "norm_train runs, as for every name that the script does not know",
                    "write trainer:norm_train");
            return;
        }
        Optional<String> meant = NearestWord.of(trainer, defined);
        findings.error(
                LintRule.UNKNOWN_TRAINER,
                list.number(),
                "the trainer '" + Shown.text(trainer) + "' is not the key of any of lines 16 to 21",
                layout.has("infer_mode_list")
                        ? "it is left out without a word"
                        : "norm_train runs in its place and is reported as " + Shown.text(trainer),
                meant.map(word -> "write " + word).orElse("write one of " + String.join(", ", defined)));
    }

    private void devices(Entry list) {
        for (String device : list.elements()) {
            if (DEVICES.contains(device)) {
                continue;
            }
            if (device.equals("null")) {
                findings.warning(
                        LintRule.UNKNOWN_DEVICE,
                        list.number(),
                        "no device is given for the inference",
                        "inference is left out: the script knows True, False, cpu and gpu",
                        "write " + Shown.text(list.key()) + ":True|False, or inference:null if nothing is to run");
            } else if (OTHER_DEVICES.contains(device)) {
                findings.warning(
                        LintRule.UNKNOWN_DEVICE,
                        list.number(),
                        "the device " + device + " needs a script of its own",
                        "the plain script prints one line and leaves the device out",
                        "run it with the repository's script for " + device);
            } else {
                findings.error(
                        LintRule.UNKNOWN_DEVICE,
                        list.number(),
                        "the device '" + Shown.text(device) + "' is none",
                        "the script prints one line and leaves the device out, without a status",
                        "write " + NearestWord.of(device, DEVICES).orElse("one of " + String.join(", ", DEVICES)));
            }
        }
    }

    private void precisions(Entry list) {
        if (!list.isPresent()) {
            return;
        }
        for (String precision : list.elements()) {
            if (!PRECISIONS.contains(precision)) {
                NearestWord.of(precision, PRECISIONS)
                        .ifPresent(meant -> findings.warning(
                                LintRule.UNKNOWN_PRECISION,
                                list.number(),
                                "'" + Shown.text(precision) + "' is no known precision",
                                "it is passed on as it is, and no rule about precisions applies to it",
                                "write " + meant));
            }
        }
    }

    private void flags(Entry list) {
        List<String> wrong = new ArrayList<>(list.elements());
        wrong.removeAll(FLAGS);
        wrong.remove("null");
        for (String flag : wrong) {
            findings.warning(
                    LintRule.UNKNOWN_FLAG,
                    list.number(),
                    "'" + Shown.text(flag) + "' is neither True nor False",
                    "no rule about quantised models applies, so that all combinations run as if the model were neither",
                    "write " + NearestWord.of(flag, FLAGS).orElse("True or False"));
        }
    }
}
