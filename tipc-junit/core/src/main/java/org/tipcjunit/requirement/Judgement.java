// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.artifact.StageRun;

/** The part of a finding that is known before anything was judged. */
record Judgement(Clause clause, String requirement, String model, String expected, Optional<StageRun> stage) {

    static Judgement of(Clause clause, String requirement, StageRun stage, String expected) {
        return new Judgement(clause, requirement, stage.model(), expected, Optional.of(stage));
    }

    Finding pass(String summary, String observed, List<Figure> figures, List<Evidence> evidence) {
        return finding(Verdict.PASS, summary, observed, "", figures, evidence);
    }

    Finding fail(String summary, String observed, String remedy) {
        return fail(summary, observed, remedy, List.of(), List.of());
    }

    Finding fail(String summary, String observed, String remedy, List<Figure> figures, List<Evidence> evidence) {
        return finding(Verdict.FAIL, summary, observed, remedy, figures, evidence);
    }

    Finding cannotJudge(String summary, String observed, String remedy, List<Figure> figures, List<Evidence> evidence) {
        return finding(Verdict.CANNOT_JUDGE, summary, observed, remedy, figures, evidence);
    }

    Finding notRun(String summary, String observed, String remedy, List<Figure> figures, List<Evidence> evidence) {
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
