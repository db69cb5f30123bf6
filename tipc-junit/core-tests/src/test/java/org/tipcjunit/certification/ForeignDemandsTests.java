// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.Mode;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.DemandException;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.NoParameters;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.Wishes;
import org.tipcjunit.requirement.backbone.FeatureMapsJudge;

/** What foreign requirements may not do. */
class ForeignDemandsTests {

    private static final Clause OWN = new Clause("own", "something of one's own", "own");

    private record OwnJudge(Clause clause) implements Judge<NoParameters> {

        @Override
        public Finding judge(NoParameters parameters, Subject subject) {
            throw new UnsupportedOperationException();
        }
    }

    private static Demand<?> demand(Clause clause) {
        return Demand.of(new OwnJudge(clause), new NoParameters(), "@Own");
    }

    @Test
    void clauses_are_added_to_those_of_the_guide() {
        List<Demand<?>> demands = new ArrayList<>(GuideDemands.ofService().values());
        demands.add(demand(OWN));
        demands.add(demand(OWN));

        assertThatCode(() -> ForeignDemands.check(demands)).doesNotThrowAnyException();
    }

    @Test
    void a_clause_of_the_guide_is_judged_by_the_library_only() {
        for (Clause claimed : List.of(Clause.EXPORT, new Clause("4.1.3", "another title", "4.1.3"))) {
            assertThatExceptionOfType(DemandException.class)
                    .isThrownBy(() -> ForeignDemands.check(List.of(demand(claimed))))
                    .withMessageMatching(
                            "@Own is judged by \\S+OwnJudge of .+, which claims the clause 4\\.1\\.3 of the guide\\. Give it a clause of its own");
        }
    }

    private record WishingJudge(Wishes wishes) implements Judge<NoParameters> {

        @Override
        public Clause clause() {
            return OWN;
        }

        @Override
        public Set<Clause> buildsOn() {
            return Set.of(OWN);
        }

        @Override
        public Wishes wishes(NoParameters parameters) {
            return wishes;
        }

        @Override
        public Finding judge(NoParameters parameters, Subject subject) {
            throw new UnsupportedOperationException();
        }
    }

    private static Demand<?> wishing(String images, String layer) {
        return Demand.of(
                new WishingJudge(new Wishes(Optional.of(images), Optional.of(layer), false)),
                new NoParameters(),
                "@Wishes");
    }

    private static Request request(Demand<?>... demands) {
        return Request.of(Path.of("."), "config.txt", Mode.LITE_TRAIN_LITE_INFER, Path.of("out"))
                .demanding(List.of(demands));
    }

    @Test
    void wishes_of_a_foreign_judge_are_kept_apart_from_those_of_the_library() {
        Request request = request(wishing("other/images", "other"));

        assertThat(request.wishes()).isEqualTo(Wishes.none());
        assertThat(request.foreignWishes().images()).contains("other/images");
    }

    @Test
    void a_foreign_judge_looks_into_the_layer_that_the_library_looks_into() {
        Demand<?> own =
                Demand.of(new FeatureMapsJudge(), new FeatureMapsJudge.Demanded(List.of(4, 8), "net.backbone"), "@Own");

        assertThatCode(() -> ForeignDemands.check(request(own, wishing("images", "net.backbone"))))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(DemandException.class)
                .isThrownBy(() -> ForeignDemands.check(request(own, wishing("images", "other"))))
                .withMessage(
                        "two layers are to be looked into, net.backbone and, for a judge from outside the library, other."
                                + " Let both name the same layer");
    }

    @Test
    void a_judge_that_builds_on_itself_is_looked_at_once() {
        Demand<?> circle = wishing("images", "layer");
        Judging judging = new Judging(List.of(circle), demand -> {
            throw new UnsupportedOperationException();
        });

        assertThat(judging.failedPrerequisite(circle)).isEmpty();
    }

    @Test
    void the_clause_of_a_demand_stays_what_was_checked() {
        List<Clause> answers = new ArrayList<>(List.of(OWN, Clause.CONVERGENCE, Clause.CONVERGENCE));
        Demand<?> demand = Demand.of(
                new Judge<NoParameters>() {
                    @Override
                    public Clause clause() {
                        return answers.remove(0);
                    }

                    @Override
                    public Finding judge(NoParameters parameters, Subject subject) {
                        throw new UnsupportedOperationException();
                    }
                },
                new NoParameters(),
                "@Own");

        assertThat(List.of(demand.clause(), demand.clause())).containsOnly(OWN);
    }

    @Test
    void two_clauses_have_two_ids() {
        assertThatExceptionOfType(DemandException.class)
                .isThrownBy(() ->
                        ForeignDemands.check(List.of(demand(OWN), demand(new Clause("own", "something else", "own")))))
                .withMessage(
                        "@Own judges the clause own 'something else', but another one has the same id: 'something of one's own'."
                                + " Give each an id of its own");
    }
}
