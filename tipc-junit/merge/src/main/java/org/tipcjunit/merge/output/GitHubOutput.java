// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.output;

import java.io.PrintWriter;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.check.RuleVerdict;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.RuleSeverity;

/**
 * Writes workflow commands of GitHub, which shows them as annotations of the changed files.
 *
 * @param chinese whether in Chinese
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record GitHubOutput(boolean chinese) implements ReportOutput {

    @Override
    public void write(MergeReport report, PrintWriter out) {
        for (Shown shown : Shown.of(report, chinese)) {
            Violation violation = shown.violation();
            StringBuilder properties = new StringBuilder();
            if (!violation.path().isEmpty()) {
                properties.append("file=").append(property(violation.path())).append(',');
            }
            violation
                    .line()
                    .ifPresent(line -> properties.append("line=").append(line).append(','));
            properties.append("title=").append(property(shown.rule().id()));
            String template = shown.template().isEmpty() ? "" : "\n" + shown.file() + "\n" + shown.template();
            out.printf(
                    "::%s %s::%s%n",
                    command(shown.rule().severity()),
                    properties,
                    data(shown.what() + "\n" + shown.remedy() + template));
        }
        for (RuleVerdict verdict : report.unjudged()) {
            if (verdict.outcome() instanceof Outcome.CannotJudge unjudged) {
                out.printf(
                        "::%s title=%s::%s%n",
                        command(verdict.rule().severity()),
                        property(verdict.rule().id()),
                        data(unjudged.why().in(chinese)));
            }
        }
    }

    private static String command(RuleSeverity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case HINT -> "notice";
        };
    }

    /** A line end in a name must not begin another command, and nothing else in it tell a terminal what to do. */
    private static String data(String text) {
        return Shown.printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"));
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
