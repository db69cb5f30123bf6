// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.check.RuleVerdict;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Remedy;
import org.tipcjunit.merge.rule.Rule;

/**
 * A violation with its texts in one language.
 *
 * @param rule the rule
 * @param violation where it is broken
 * @param what what is wrong
 * @param remedy what to do
 * @param file the file to make or change; may be empty
 * @param template what to write into it; may be empty
 */
record Shown(Rule rule, Violation violation, String what, String remedy, String file, String template) {

    static List<Shown> of(MergeReport report, boolean chinese) {
        List<Shown> all = new ArrayList<>();
        for (RuleVerdict verdict : report.broken()) {
            if (verdict.outcome() instanceof Outcome.Broken broken) {
                broken.violations().forEach(violation -> all.add(of(verdict.rule(), violation, chinese)));
            }
        }
        return all;
    }

    static Shown of(Rule rule, Violation violation, boolean chinese) {
        Map<String, String> values = violation.valuesIn(chinese);
        values.putIfAbsent("path", violation.path());
        Remedy remedy = rule.remedy().with(values);
        return new Shown(
                rule,
                violation,
                rule.broken().with(values).in(chinese),
                remedy.words().in(chinese),
                remedy.file(),
                remedy.template());
    }

    /** Get where it is, such as {@code a/b.py:3}; names with line ends stay in one line. */
    String place() {
        String path = violation.path().isEmpty() ? "." : printable(violation.path());
        return violation.line().isPresent() ? path + ":" + violation.line().getAsInt() : path;
    }

    /** A name may hold what a terminal, or a reader of lines, takes for its own. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
