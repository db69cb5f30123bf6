// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.config.ConfigLine;

/** Looks at the optional blocks that scripts find by their header. */
final class BlockCheck {

    private static final String TO_STATIC = "to_static_train_benchmark_params";
    private static final String TRAINER = "to_static_train";

    private final Layout layout;
    private final Findings findings;

    BlockCheck(Layout layout, Findings findings) {
        this.layout = layout;
        this.findings = findings;
    }

    void check() {
        if (layout.isTraining()) {
            toStatic();
        }
        inputs();
    }

    private void toStatic() {
        List<ConfigLine> headers = layout.config().headers(TO_STATIC);
        Optional<Entry> trainers = layout.entry("trainer_list")
                .filter(list -> list.elements().stream().anyMatch(trainer -> trainer.startsWith(TRAINER)));
        List<ConfigLine> indexed = layout.lines();
        boolean defined = indexed.stream().anyMatch(line -> line.text().startsWith(TRAINER));
        if (headers.isEmpty()) {
            trainers.filter(list -> !defined)
                    .ifPresent(list -> findings.error(
                            LintRule.TO_STATIC_BLOCK,
                            list.number(),
                            "the trainer " + TRAINER + " is listed, and nothing defines it",
                            "a plain training without conversion runs and is reported as " + TRAINER,
                            "add the lines ===========================" + TO_STATIC + "=========================== and "
                                    + TRAINER + ":OPTION"));
            return;
        }
        if (layout.script().isPresent()
                && layout.map().readings().stream()
                        .allMatch(reading -> reading.header().isEmpty())) {
            return;
        }
        ConfigLine header = headers.get(0);
        if (headers.size() > 1) {
            findings.warning(
                    LintRule.TO_STATIC_BLOCK,
                    headers.get(1).number(),
                    "the header " + TO_STATIC + " stands twice",
                    "the script gets two line numbers and cannot use them",
                    "delete one block");
            return;
        }
        String found =
                header.number() < indexed.size() ? indexed.get(header.number()).text() : "";
        boolean outside = header.number() >= layout.window().last();
        if (!found.startsWith(TRAINER)) {
            findings.add(
                    trainers.isPresent() ? Severity.ERROR : Severity.WARNING,
                    LintRule.TO_STATIC_BLOCK,
                    header.number(),
                    "the line after the header " + TO_STATIC + " is not where scripts look for it",
                    "the header's line number " + header.number()
                            + " is used as an index of the lines that are not empty, which gives '" + Shown.text(found)
                            + "': a plain training runs in place of " + TRAINER,
                    outside
                            ? "let the script take more than the first "
                                    + layout.window().last() + " lines"
                            : "delete the empty lines before the header, and let " + TRAINER + ":OPTION follow it");
        }
    }

    private void inputs() {
        for (ConfigLine header : layout.config().headers("infer_benchmark_params")) {
            List<ConfigLine> lines = layout.config().lines();
            if (header.number() >= lines.size()) {
                continue;
            }
            String text = lines.get(header.number()).text();
            String value = text.substring(text.indexOf(':') + 1);
            boolean known = text.startsWith("random_infer_input:") || text.startsWith("numpy_infer_input:");
            if (!known && text.indexOf(':') >= 0) {
                findings.note(
                        LintRule.BENCHMARK_BLOCK,
                        header.number() + 1,
                        "'" + Shown.text(text) + "' is neither random_infer_input nor numpy_infer_input",
                        "tools for benchmarks find no inputs",
                        "write random_infer_input:[{float32,[3,224,224]}]");
            } else if (known && count(value, '[') != count(value, ']')) {
                findings.warning(
                        LintRule.BENCHMARK_BLOCK,
                        header.number() + 1,
                        "the brackets of '" + Shown.text(value) + "' do not match",
                        "tools for benchmarks cannot read the inputs",
                        "write random_infer_input:[{float32,[3,224,224]}]");
            }
        }
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
