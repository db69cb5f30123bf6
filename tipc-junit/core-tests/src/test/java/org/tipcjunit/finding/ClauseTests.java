// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ClauseTests {

    private static final Clause OWN = new Clause("acme-latency", "answers within 20 ms", "acme's handbook");

    @Test
    void gives_each_clause_of_the_guide_an_id_of_its_own() {
        assertThat(Clause.ofGuide()).extracting(Clause::id).doesNotHaveDuplicates();
    }

    @Test
    void holds_every_constant_in_the_list_of_the_guide() throws IllegalAccessException {
        for (var field : Clause.class.getFields()) {
            assertThat(Clause.ofGuide()).contains((Clause) field.get(null));
        }
    }

    @Test
    void orders_the_clauses_of_the_guide_before_those_of_others() {
        Clause first = new Clause("1", "comes first by its id", "acme's handbook");

        assertThat(new TreeSet<>(List.of(OWN, first, Clause.BACKBONE_RESULTS, Clause.EXPORT, Clause.CONVERGENCE)))
                .containsExactly(Clause.CONVERGENCE, Clause.EXPORT, Clause.BACKBONE_RESULTS, first, OWN);
    }

    @Test
    void takes_no_clause_for_one_of_the_guide_because_of_its_id() {
        assertThat(Clause.METRIC.isOfGuide()).isTrue();
        assertThat(new Clause(Clause.METRIC.id(), "whatever", "4.1.3").isOfGuide())
                .isFalse();
        assertThatThrownBy(() -> new Clause(" ", "title", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
