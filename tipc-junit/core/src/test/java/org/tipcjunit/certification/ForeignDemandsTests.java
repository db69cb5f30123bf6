// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.DemandException;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.NoParameters;
import org.tipcjunit.requirement.Subject;

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
