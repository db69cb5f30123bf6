// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.NoParameters;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.stage.train.TrainAgain;

/**
 * Judges whether a second training has bitwise equal losses.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ReproducibilityJudge implements Judge<NoParameters> {

    @Override
    public Clause clause() {
        return Clause.REPRODUCIBILITY;
    }

    @Override
    public Set<Stage<?>> owns() {
        return Set.of(TrainAgain.STAGE);
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE);
    }

    @Override
    public Finding judge(NoParameters demanded, Subject subject) {
        Chain chain = subject.chain();
        return new LossReproducibility().judge(chain.get(Train.STAGE), chain.get(TrainAgain.STAGE));
    }
}
