// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

class PartTests {

    private static final Judgement JUDGEMENT =
            new Judgement(Clause.METRIC, "@MetricReached", "digits", "a metric", Optional.empty());
    private static final Fault FIRST = new Fault("first", "1 of 2", "mend it");
    private static final Fault SECOND = new Fault("second", "2 of 2", "mend that");

    private final Part shown = new Part(
            List.of(), List.of(), List.of(Figure.of("seen", 2, "")), List.of(new TextEvidence("log", "a line")));

    @Test
    void faults_of_all_parts_fail_together_and_show_everything() {
        Finding finding = JUDGEMENT.conclude(
                List.of(shown, Part.faulty(List.of(FIRST)), Part.unjudged(SECOND), Part.faulty(List.of(SECOND))),
                "holds",
                "all");

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.problem())
                .contains(new Problem(Place.nowhere(), "first", "a metric", "1 of 2\n2 of 2", "mend it"));
        assertThat(finding.figures()).isEqualTo(shown.figures());
        assertThat(finding.evidence()).isEqualTo(shown.evidence());
    }

    @Test
    void the_first_part_that_was_not_judged_says_why_nothing_is_concluded() {
        Finding finding = JUDGEMENT.conclude(
                List.of(Part.none(), Part.unjudged(SECOND), Part.unjudged(FIRST), shown), "holds", "all");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("second");
        assertThat(finding.observed()).isEqualTo("2 of 2");
        assertThat(finding.evidence()).isEqualTo(shown.evidence());
    }

    @Test
    void parts_without_a_fault_pass() {
        Finding finding =
                JUDGEMENT.conclude(List.of(shown, Part.faulty(List.of(FIRST)).withoutFaults()), "holds", "all");

        assertThat(finding.isPass()).isTrue();
        assertThat(finding.problem()).isEmpty();
        assertThat(finding.summary()).isEqualTo("holds");
        assertThat(finding.observed()).isEqualTo("all");
    }

    @Test
    void a_requirement_that_was_not_run_keeps_its_problem() {
        Problem problem = new Problem(Place.nowhere(), "no service", "a service", "none", "name one");

        Finding finding = Finding.notRun(Clause.SERVING, "@ServingMatchesInference", "digits", problem);

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(finding.problem()).contains(problem);
    }
}
