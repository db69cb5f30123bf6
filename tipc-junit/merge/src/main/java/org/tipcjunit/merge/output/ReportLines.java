// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.rule.RuleSeverity;

/**
 * Parts of a report as plain lines.
 *
 * @param chinese whether in Chinese
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ReportLines(boolean chinese) {

    /** Get a verdict's name, such as {@code does-not-apply}. */
    public static String name(Outcome outcome) {
        String type = outcome.getClass().getSimpleName();
        return type.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Get the whole report for people. */
    public String all(MergeReport report) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new TextOutput(chinese).write(report, out);
        out.flush();
        return text.toString();
    }

    /** Get what rules came to, in one line. */
    public String summary(MergeReport report) {
        return new TextOutput(chinese).sum(report);
    }

    /** Get the errors, one a line, with those that nobody could judge. */
    public String errors(MergeReport report) {
        String broken = errorsOf(report).stream()
                .map(shown -> shown.place() + ": " + shown.what() + " ["
                        + shown.rule().id() + "]")
                .collect(Collectors.joining("\n"));
        String unjudged = report.unjudged().stream()
                .map(verdict -> verdict.rule().id() + ": "
                        + (verdict.outcome() instanceof Outcome.CannotJudge cannot
                                ? cannot.why().in(chinese)
                                : ""))
                .collect(Collectors.joining("\n"));
        return broken.isEmpty() || unjudged.isEmpty() ? broken + unjudged : broken + "\n" + unjudged;
    }

    /** Get what to do about the errors, each once. */
    public String remedies(MergeReport report) {
        return errorsOf(report).stream()
                .map(shown -> shown.file().isEmpty() ? shown.remedy() : shown.remedy() + " (" + shown.file() + ")")
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    /** Get what the guide advises where it does not go on. */
    public String advice(MergeReport report) {
        return Contact.advice(report.rules().contact(), report.suite().title(), chinese);
    }

    private List<Shown> errorsOf(MergeReport report) {
        return Shown.of(report, chinese).stream()
                .filter(shown -> shown.rule().severity() == RuleSeverity.ERROR)
                .toList();
    }
}
