// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.util.OptionalDouble;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.load.Load;
import org.tipcjunit.stage.serve.Serve;
import org.tipcjunit.stage.serve.ServingPlan;

/**
 * Judges whether the service answers many requests at once.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServingLoadJudge implements Judge<ServingLoadJudge.Demanded> {

    /**
     * What is demanded.
     *
     * @param concurrency how many requests are under way at the same time; positive
     * @param requests how many requests are sent; positive
     * @param p99Milliseconds how long the slowest answers may take, at the 99th percentile
     * @param memoryGrowth by which share of itself the memory may grow, besides 64 MiB
     */
    public record Demanded(int concurrency, int requests, OptionalDouble p99Milliseconds, double memoryGrowth) {

        /** Get what is demanded where nothing else is said. */
        public static Demanded defaults() {
            return new Demanded(8, 200, OptionalDouble.empty(), 0.5);
        }
    }

    @Override
    public Clause clause() {
        return Clause.SERVING_LOAD;
    }

    @Override
    public Set<Stage<?>> owns() {
        return Set.of(Load.STAGE);
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY, Clause.SERVING);
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        Chain chain = subject.chain();
        if (chain.plan().part(ServingPlan.class).isEmpty()) {
            return UnnamedService.finding(clause(), subject);
        }
        return new ServingLoad(new ServingLoad.Parameters(demanded.p99Milliseconds(), demanded.memoryGrowth()))
                .judge(chain.get(Serve.STAGE), chain.get(new Load(demanded.concurrency(), demanded.requests())));
    }
}
