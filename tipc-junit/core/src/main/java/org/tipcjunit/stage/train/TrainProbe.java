// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.prepare.FreshCopy;

/**
 * A training that only shows how many iterations the mode's number of epochs gives.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum TrainProbe implements Stage<Integer> {
    /** The stage. */
    STAGE;

    @Override
    public String label() {
        return "train-probe";
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
    public Integer make(StageContext chain) {
        PlannedStage probe = TrainCommand.planned(chain).again(label(), kind());
        chain.get(new FreshCopy(probe.workspace()));
        StageRun run = chain.runner().runBeside(probe, watch());
        return TrainingWork.losses(run, Optional.empty()).losses().size();
    }
}
