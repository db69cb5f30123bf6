// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.DemandException;

/** Looks at what is demanded before anything runs. */
final class ForeignDemands {

    private ForeignDemands() {}

    /**
     * Check that each clause is told by its id, and that a foreign judge only adds clauses.
     *
     * @throws DemandException if that is not so
     */
    static void check(Request request) {
        check(request.demands());
        Optional<String> layer = request.wishes().layer();
        Optional<String> foreign = request.foreignWishes().layer();
        if (layer.isPresent() && foreign.isPresent() && !layer.equals(foreign)) {
            throw new DemandException(
                    "two layers are to be looked into, %s and, for a judge from outside the library, %s"
                            .formatted(layer.get(), foreign.get()),
                    "Let both name the same layer");
        }
    }

    static void check(List<Demand<?>> demands) {
        Map<String, Clause> clauses = new HashMap<>();
        Clause.ofGuide().forEach(clause -> clauses.put(clause.id(), clause));
        for (Demand<?> demand : demands) {
            Clause clause = demand.clause();
            demand.foreignJudge()
                    .filter(judge ->
                            Clause.ofGuide().stream().anyMatch(own -> own.id().equals(clause.id())))
                    .ifPresent(judge -> {
                        throw new DemandException(
                                "%s is judged by %s, which claims the clause %s of the guide"
                                        .formatted(demand.label(), judge, clause.id()),
                                "Give it a clause of its own");
                    });
            Clause known = clauses.putIfAbsent(clause.id(), clause);
            if (known != null && !known.equals(clause)) {
                throw new DemandException(
                        "%s judges the clause %s '%s', but another one has the same id: '%s'"
                                .formatted(demand.label(), clause.id(), clause.title(), known.title()),
                        "Give each an id of its own");
            }
        }
    }
}
