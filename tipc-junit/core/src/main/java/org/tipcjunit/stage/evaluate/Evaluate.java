// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.evaluate;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Planning;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.train.FollowedWeights;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.stage.train.TrainedWeights;

/**
 * The evaluation of the trained weights.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Evaluate implements Stage<Evaluation> {
    /** The stage. */
    STAGE;

    @Override
    public String label() {
        return "evaluate";
    }

    @Override
    public StageKind kind() {
        return StageKind.EVALUATE;
    }

    @Override
    public Optional<Class<Evaluation>> artifact() {
        return Optional.of(Evaluation.class);
    }

    @Override
    public Watch watch() {
        return Watch.partly(
                RecordingKind.CHECKPOINTS, RecordingKind.NETWORKS, RecordingKind.SAMPLES, RecordingKind.HANDLERS);
    }

    @Override
    public void plan(Planning planning) {
        planning.first(Step.EVAL)
                .ifPresent(command -> planning.add(planning.stages().stage(label(), kind(), command)));
    }

    @Override
    public Evaluation make(StageContext chain) {
        PlannedStage stage =
                chain.required(this, "an evaluation of the trained weights", "the config names no evaluation");
        TrainingRun trained = chain.get(Train.STAGE);
        StageRun run = chain.runner().run(FollowedWeights.taking(chain, stage, trained), watch());
        TrainedWeights.require(run, trained, trained.checkpoint());
        return new Evaluation(run);
    }
}
