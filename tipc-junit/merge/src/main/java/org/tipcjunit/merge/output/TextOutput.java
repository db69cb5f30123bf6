// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.check.RuleVerdict;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.rule.RuleSeverity;
import org.tipcjunit.merge.rule.RuleSource;

/**
 * Writes for people.
 *
 * @param chinese whether in Chinese
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TextOutput(boolean chinese) implements ReportOutput {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
    private static final int SHORT = 10;

    @Override
    public void write(MergeReport report, PrintWriter out) {
        out.println(kind(report));
        List<Shown> all = Shown.of(report, chinese);
        for (Shown shown : all) {
            out.printf(
                    "%n%s: %s: %s [%s]%n",
                    shown.place(),
                    severity(shown.rule().severity()),
                    Shown.printable(shown.what()),
                    shown.rule().id());
            out.printf("  %s: %s%n", chinese ? "处理" : "remedy", Shown.printable(shown.remedy()));
            if (!shown.file().isEmpty()) {
                out.printf("  %s: %s%n", chinese ? "文件" : "file", Shown.printable(shown.file()));
            }
            shown.template().lines().forEach(line -> out.println("    | " + line));
            out.printf(
                    "  %s: %s%n",
                    chinese ? "依据" : "demanded by", source(shown.rule().source()));
        }
        for (RuleVerdict verdict : report.unjudged()) {
            if (verdict.outcome() instanceof Outcome.CannotJudge unjudged) {
                out.printf(
                        "%n%s: %s: %s [%s]%n",
                        severity(verdict.rule().severity()),
                        chinese ? "无法判断" : "cannot be judged",
                        unjudged.why().in(chinese),
                        verdict.rule().id());
            }
        }
        if (!report.isReady()) {
            out.printf(
                    "%n%s%n",
                    Contact.advice(report.rules().contact(), report.suite().title(), chinese));
        }
        report.ran().forEach(line -> out.printf("%n%s", Shown.printable(line.in(chinese))));
        if (!report.ran().isEmpty()) {
            out.println();
        }
        out.printf("%n%s%n", sum(report));
    }

    private String kind(MergeReport report) {
        int files = report.change().files().size();
        String base = Shown.printable(report.change().base());
        base = COMMIT.matcher(base).matches() ? base.substring(0, SHORT) : base;
        if (report.addition().kinds().isEmpty()) {
            return chinese
                    ? "%s：相对于 %s 改动 %d 个文件，没有新增模型，关于模型的规则不适用"
                            .formatted(report.suite().title(), base, files)
                    : "%s: %d files changed since %s; no model is added, so that rules for models do not apply"
                            .formatted(report.suite().title(), files, base);
        }
        String kinds = String.join(", ", new TreeSet<>(report.addition().kinds()));
        return chinese
                ? "%s：相对于 %s 改动 %d 个文件，新增：%s".formatted(report.suite().title(), base, files, kinds)
                : "%s: %d files changed since %s; new: %s"
                        .formatted(report.suite().title(), files, base, kinds);
    }

    String sum(MergeReport report) {
        long held = report.verdicts().stream()
                .filter(verdict -> verdict.outcome() instanceof Outcome.Holds)
                .count();
        long apart = report.verdicts().stream()
                .filter(verdict -> verdict.outcome() instanceof Outcome.DoesNotApply)
                .count();
        String words = chinese
                ? "发现：%d 处错误，%d 处警告，%d 处提示；%d 条规则：%d 条违反，%d 条无法判断，%d 条符合，%d 条不适用"
                : "found: %d errors, %d warnings, %d hints; %d rules: %d broken, %d cannot be judged, %d followed, %d do not apply";
        return words.formatted(
                count(report, RuleSeverity.ERROR),
                count(report, RuleSeverity.WARNING),
                count(report, RuleSeverity.HINT),
                report.verdicts().size(),
                report.broken().size(),
                report.unjudged().size(),
                held,
                apart);
    }

    /** A rule may be broken in several places; each is to be mended. */
    private long count(MergeReport report, RuleSeverity severity) {
        return Shown.of(report, chinese).stream()
                .filter(shown -> shown.rule().severity() == severity)
                .count();
    }

    private String severity(RuleSeverity severity) {
        if (!chinese) {
            return severity.label();
        }
        return switch (severity) {
            case ERROR -> "错误";
            case WARNING -> "警告";
            case HINT -> "提示";
        };
    }

    private String source(RuleSource source) {
        String kind = chinese
                ? switch (source.kind()) {
                    case DOCUMENTED -> "套件文档";
                    case HOOK -> "套件的检查";
                    case EMPIRICAL -> "已合入的改动";
                    case REVIEW -> "评审意见";
                }
                : switch (source.kind()) {
                    case DOCUMENTED -> "the suite's guide";
                    case HOOK -> "the suite's checks";
                    case EMPIRICAL -> "merged changes";
                    case REVIEW -> "reviewers";
                };
        String document = source.document().isEmpty() ? "" : " (" + source.document() + ")";
        String share = source.share()
                .filter(counted -> counted.of() > 0)
                .map(counted -> chinese
                        ? "，相关的 %d 个已合入改动中有 %d 个符合".formatted(counted.of(), counted.followed())
                        : ", followed by " + counted.text() + " merged changes")
                .orElse("");
        return kind + document + share;
    }
}
