// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Declarations;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.NoParameters;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.export.Export;

/** What a demand builds on: what failed is named, and only a failed stage leaves nothing to judge. */
class JudgingTests {

    private static final Declarations NOTHING_DECLARED = (Declarations) Proxy.newProxyInstance(
            Declarations.class.getClassLoader(),
            new Class<?>[] {Declarations.class},
            (proxy, method, arguments) -> Optional.empty());

    private static final Subject SUBJECT = (Subject) Proxy.newProxyInstance(
            Subject.class.getClassLoader(),
            new Class<?>[] {Subject.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "model" -> "m";
                case "declarations" -> NOTHING_DECLARED;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private record Fixed(Clause clause, Set<Clause> buildsOn, Set<Stage<?>> owns, Supplier<Finding> found)
            implements Judge<NoParameters> {

        @Override
        public Finding judge(NoParameters parameters, Subject subject) {
            return found.get();
        }
    }

    private static Demand<?> demand(
            String label, Clause clause, Set<Clause> buildsOn, Set<Stage<?>> owns, Supplier<Finding> found) {
        return Demand.of(new Fixed(clause, buildsOn, owns, found), new NoParameters(), label);
    }

    private static Judgement judgement(Clause clause) {
        return new Judgement(clause, "@R", "m", "as it is to be", Optional.empty());
    }

    private static Finding passed(Clause clause) {
        return judgement(clause).pass("holds", "as it is to be", List.of(), List.of());
    }

    private static Supplier<Finding> stageFails(StageKind kind, String stage) {
        return () -> {
            throw new StageFailedException(new StageFailure(
                    "m",
                    kind,
                    stage,
                    StageFailure.Reason.FAILED,
                    stage + " failed",
                    "0",
                    "1",
                    "mend it",
                    Optional.empty()));
        };
    }

    private final Demand<?> falling =
            demand("@Falls", Clause.CONVERGENCE, Set.of(), Set.of(), () -> judgement(Clause.CONVERGENCE)
                    .fail("the loss rises", "up", "turn the sign"));
    private final Demand<?> exported =
            demand("@Exports", Clause.EXPORT, Set.of(Clause.CONVERGENCE), Set.of(), () -> passed(Clause.EXPORT));

    private static Judging judging(Demand<?>... demands) {
        return new Judging(List.of(demands), demand -> SUBJECT);
    }

    @Test
    void a_demand_that_failed_is_found_and_leaves_something_to_judge() {
        Judging judging = judging(exported, falling);

        assertThat(judging.failedPrerequisite(exported)).hasValueSatisfying(failed -> {
            assertThat(failed.byStage()).isFalse();
            assertThat(failed.finding().requirement()).isEqualTo("@Falls");
        });
        assertThat(judging.failedPrerequisite(falling)).isEmpty();
    }

    @Test
    void a_failed_stage_comes_before_a_cause_that_leaves_something_to_judge() {
        Demand<?> without = demand(
                "@Exports",
                Clause.EXPORT,
                Set.of(Clause.CONVERGENCE),
                Set.of(Export.STAGE),
                stageFails(StageKind.EXPORT, "export"));
        Demand<?> last = demand(
                "@Agrees",
                Clause.CONSISTENCY,
                Set.of(Clause.EXPORT, Clause.CONVERGENCE),
                Set.of(),
                () -> passed(Clause.CONSISTENCY));

        assertThat(judging(falling, without, last).failedPrerequisite(last)).hasValueSatisfying(failed -> {
            assertThat(failed.byStage()).isTrue();
            assertThat(failed.finding().requirement()).isEqualTo("@Exports");
        });
    }

    @Test
    void what_cannot_be_judged_is_no_failure_of_what_builds_on_it() {
        Demand<?> unknown = demand("@Falls", Clause.CONVERGENCE, Set.of(), Set.of(), () -> judgement(Clause.CONVERGENCE)
                .cannotJudge("too few iterations", "3", "train longer", List.of(), List.of()));

        assertThat(judging(unknown, exported).failedPrerequisite(exported)).isEmpty();
    }

    @Test
    void a_finding_says_what_it_rests_on_and_keeps_its_verdict() {
        Finding resting = passed(Clause.EXPORT)
                .restingOn(judgement(Clause.CONVERGENCE)
                        .fail("the loss rises", "up", "turn the sign")
                        .calling("@Falls"));

        assertThat(resting.verdict()).isEqualTo(Verdict.PASS);
        assertThat(resting.observed()).isEqualTo("as it is to be\nthis rests on @Falls, which failed: the loss rises");
    }

    @Test
    void demands_that_build_on_each_other_in_a_circle_are_looked_at_once() {
        Demand<?> one =
                demand("@One", Clause.EXPORT, Set.of(Clause.CONSISTENCY), Set.of(), () -> passed(Clause.EXPORT));
        Demand<?> other =
                demand("@Other", Clause.CONSISTENCY, Set.of(Clause.EXPORT), Set.of(), () -> passed(Clause.CONSISTENCY));

        assertThat(judging(one, other).failedPrerequisite(one)).isEmpty();
    }
}
