// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.requirement;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.merge.change.ChangeRequest;
import org.tipcjunit.merge.check.MergeCheck;
import org.tipcjunit.merge.check.MergeReport;
import org.tipcjunit.merge.check.RuleVerdict;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.output.ReportLines;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;

/**
 * Judges whether a contribution meets the rules of its suite: no error is left, and none may be hidden.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class MergeReadyJudge implements Judge<MergeReadyJudge.Demanded> {

    /** What the guide demands of a model that is merged into a suite. */
    public static final Clause CLAUSE =
            new Clause("3.3", "the contribution meets the rules of the official suite that it is merged into", "3.3");

    private static final String NO_TOOLS = "no-tools";

    /**
     * What is demanded.
     *
     * @param suite the suite
     * @param base what the change is to be merged into; empty for the default branch of the remote that it comes from
     * @param tools whether the formatters that the suite pins run
     */
    public record Demanded(OfficialSuite suite, Optional<String> base, boolean tools) {

        Demanded withoutTools() {
            return new Demanded(suite, base, false);
        }
    }

    @Override
    public Clause clause() {
        return CLAUSE;
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        return judge(
                subject.declarations().holds(NO_TOOLS) ? demanded.withoutTools() : demanded,
                subject.requirement(),
                subject.model(),
                subject.chain().plan().repository());
    }

    static Finding judge(Demanded demanded, String requirement, String model, Path repository) {
        Judgement judgement = new Judgement(
                CLAUSE,
                requirement,
                model,
                "no rule of %s that is an error is broken"
                        .formatted(demanded.suite().title()),
                Optional.empty());
        try (ProcessRunner runner = new ProcessRunner()) {
            MergeCheck check = MergeCheck.of(runner, "python3");
            MergeReport report = (demanded.tools() ? check.withTools() : check)
                    .check(
                            new ChangeRequest(repository, demanded.base(), Optional.empty(), Optional.empty()),
                            Optional.of(demanded.suite()));
            return conclude(judgement, report);
        } catch (ConfigException e) {
            return judgement.cannotJudge(
                    "the contribution cannot be read: " + e.problem().what(),
                    "",
                    e.problem().remedy(),
                    List.of(),
                    List.of());
        }
    }

    private static Finding conclude(Judgement judgement, MergeReport report) {
        ReportLines lines = new ReportLines(false);
        List<Figure> figures = List.of(
                Figure.of("rules that hold", count(report, Outcome.Holds.class), ""),
                Figure.of("rules that are broken", count(report, Outcome.Broken.class), ""),
                Figure.of("rules that do not apply", count(report, Outcome.DoesNotApply.class), ""));
        List<Evidence> evidence =
                List.of(verdicts(report), new Evidence.TextEvidence("what is to be done", lines.all(report)));
        if (report.isReady()) {
            return judgement.pass(
                    "the contribution meets the rules of " + report.suite().title(),
                    lines.summary(report),
                    figures,
                    evidence);
        }
        return judgement.fail(
                "the contribution is not ready to be merged into "
                        + report.suite().title(),
                lines.errors(report),
                lines.remedies(report) + "\n" + lines.advice(report),
                figures,
                evidence);
    }

    private static Evidence verdicts(MergeReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (RuleVerdict verdict : report.verdicts()) {
            rows.add(List.of(
                    verdict.rule().id(),
                    verdict.rule().severity().label(),
                    verdict.rule().title().en(),
                    ReportLines.name(verdict.outcome())));
        }
        return new Evidence.TableEvidence(
                "rules of " + report.suite().title(), List.of("rule", "severity", "demanded", "verdict"), rows);
    }

    private static long count(MergeReport report, Class<? extends Outcome> kind) {
        return report.verdicts().stream()
                .map(RuleVerdict::outcome)
                .filter(kind::isInstance)
                .count();
    }
}
