// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.OptionalDouble;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.batches.BrokenPasses;
import org.tipcjunit.requirement.batches.EarlyWeights;
import org.tipcjunit.requirement.batches.GivenStart;
import org.tipcjunit.requirement.batches.TrainedBatches;
import org.tipcjunit.requirement.batches.TrainedEpochs;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.prepare.Prepare;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.stage.train.TrainProbe;
import org.tipcjunit.stage.train.TrainingPlan;

/**
 * Judges whether the loss of the training converges.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class LossConvergenceJudge implements Judge<LossConvergenceJudge.Demanded> {

    /**
     * What is demanded.
     *
     * @param iterations how many iterations are judged
     * @param warmUp how many of them, at the start, only need to be finite
     * @param significance the largest probability that a curve without a trend passes
     * @param minimumFall the smallest fall of the median that counts, as a share of its start
     * @param plateau a loss at or below which a curve that does not fall counts as converged
     */
    public record Demanded(
            int iterations, int warmUp, double significance, double minimumFall, OptionalDouble plateau) {

        /** Get what is demanded where nothing else is said. */
        public static Demanded defaults() {
            LossConvergence.Parameters defaults = LossConvergence.Parameters.defaults();
            return new Demanded(
                    defaults.iterations(),
                    defaults.warmUp(),
                    defaults.alpha(),
                    defaults.minimumFall(),
                    defaults.plateau());
        }

        /** Get what the check demands then. */
        public LossConvergence.Parameters parameters() {
            return new LossConvergence.Parameters(iterations, warmUp, minimumFall, significance, plateau);
        }
    }

    @Override
    public Clause clause() {
        return Clause.CONVERGENCE;
    }

    @Override
    public Set<Stage<?>> owns() {
        return Set.of(Prepare.STAGE, TrainProbe.STAGE, Train.STAGE);
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        ChainPlan plan = subject.chain().plan();
        TrainingRun trained = subject.chain().get(Train.STAGE);
        Finding finding = new LossConvergence(demanded.parameters())
                .judge(
                        trained,
                        TrainedBatches.of(trained, TrainingPlan.batch(plan))
                                .plus(TrainedEpochs.of(trained, TrainingPlan.epochs(plan, trained))),
                        subject.declarations().text("adversarial"));
        Finding broken = BrokenPasses.of(trained).map(finding::warning).orElse(finding);
        Finding given =
                GivenStart.of(trained, plan.workspace()).map(broken::warning).orElse(broken);
        return EarlyWeights.of(trained).map(given::warning).orElse(given);
    }
}
