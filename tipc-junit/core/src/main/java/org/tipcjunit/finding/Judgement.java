// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageRun;

/** The part of a finding that is known before anything was judged. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Judgement(Clause clause, String requirement, String model, String expected, Optional<StageRun> stage) {

    public static Judgement of(Clause clause, String requirement, StageRun stage, String expected) {
        return new Judgement(clause, requirement, stage.model(), expected, Optional.of(stage));
    }

    /**
     * Conclude from parts: a fail by all of their faults; else what the first part says that could not be judged; else a pass
     * with the given sentences.
     */
    public Finding conclude(List<Part> parts, String summary, String observed) {
        Part all = parts.stream().reduce(Part.none(), Part::plus);
        if (!all.faults().isEmpty()) {
            Fault first = all.faults().get(0);
            return fail(first.summary(), Fault.details(all.faults()), first.remedy(), all.figures(), all.evidence());
        }
        for (Part part : parts) {
            if (!part.unjudged().isEmpty()) {
                Fault first = part.unjudged().get(0);
                return cannotJudge(
                        first.summary(), Fault.details(part.unjudged()), first.remedy(), all.figures(), all.evidence());
            }
        }
        return pass(summary, observed, all.figures(), all.evidence());
    }

    public Finding pass(String summary, String observed, List<Figure> figures, List<Evidence> evidence) {
        return finding(Verdict.PASS, summary, observed, "", figures, evidence);
    }

    public Finding fail(String summary, String observed, String remedy) {
        return fail(summary, observed, remedy, List.of(), List.of());
    }

    public Finding fail(String summary, String observed, String remedy, List<Figure> figures, List<Evidence> evidence) {
        return finding(Verdict.FAIL, summary, observed, remedy, figures, evidence);
    }

    public Finding cannotJudge(
            String summary, String observed, String remedy, List<Figure> figures, List<Evidence> evidence) {
        return finding(Verdict.CANNOT_JUDGE, summary, observed, remedy, figures, evidence);
    }

    public Finding notRun(
            String summary, String observed, String remedy, List<Figure> figures, List<Evidence> evidence) {
        return finding(Verdict.NOT_RUN, summary, observed, remedy, figures, evidence);
    }

    private Finding finding(
            Verdict verdict,
            String summary,
            String observed,
            String remedy,
            List<Figure> figures,
            List<Evidence> evidence) {
        return new Finding(
                clause, requirement, model, verdict, summary, expected, observed, remedy, figures, evidence, stage);
    }
}
