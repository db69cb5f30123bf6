// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.serve.Convert;
import org.tipcjunit.stage.serve.Request;
import org.tipcjunit.stage.serve.Serve;
import org.tipcjunit.stage.serve.ServingPlan;

/**
 * Judges whether the service answers as the inference does.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServingJudge implements Judge<ServingJudge.Demanded> {

    /**
     * What is demanded.
     *
     * @param result a regular expression that finds the result in an answer and in a printed line
     */
    public record Demanded(Optional<String> result) {

        /** Get what is demanded where nothing else is said. */
        public static Demanded defaults() {
            return new Demanded(Optional.empty());
        }
    }

    @Override
    public Clause clause() {
        return Clause.SERVING;
    }

    @Override
    public Set<Stage<?>> owns() {
        return Set.of(Convert.STAGE, Serve.STAGE, Request.STAGE);
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY);
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        Chain chain = subject.chain();
        if (chain.plan().part(ServingPlan.class).isEmpty()) {
            return UnnamedService.finding(clause(), subject);
        }
        return new ServingConsistency(
                        new ServingConsistency.Parameters(demanded.result().map(subject::fill)))
                .judge(chain.get(Export.STAGE), subject.inference(), chain.images(), chain.get(Serve.STAGE));
    }
}
