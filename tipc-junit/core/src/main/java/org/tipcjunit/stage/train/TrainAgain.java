// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;

/**
 * The same training once more, in a working copy of its own, for reproducibility.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum TrainAgain implements Stage<TrainingRun> {
    /** The stage. */
    STAGE;

    @Override
    public String label() {
        return "train-again";
    }

    @Override
    public StageKind kind() {
        return StageKind.TRAIN;
    }

    @Override
    public Watch watch() {
        return Train.STAGE.watch();
    }

    @Override
    public TrainingRun make(StageContext chain) {
        chain.get(Train.STAGE);
        PlannedStage first = chain.get(TrainCommand.OF_CHAIN);
        PlannedStage again = first.again(label(), kind());
        return new TrainingWork(chain)
                .train(
                        again,
                        watch(),
                        chain.plan().facts().checkpoint().map(weights -> first.in(again.workspace(), weights)),
                        FollowedWeights.of(chain).map(weights -> weights.in(first, again.workspace())),
                        again.directory().resolve("log_train.txt"));
    }
}
