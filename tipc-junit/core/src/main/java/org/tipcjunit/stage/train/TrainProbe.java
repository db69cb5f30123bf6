// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.FolderState;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.prepare.CopyAside;

/**
 * A training that shows how many iterations the mode's number of epochs gives. Where they are enough, it is the training.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum TrainProbe implements Stage<TrainProbe.Counted> {
    /** The stage. */
    STAGE;

    /**
     * What was counted.
     *
     * @param iterations how many iterations it trained
     * @param passes how many passes over its data it took to the end; 0 where that was not seen, or one was broken off
     * @param training the training, as the working copy holds what it left; empty where it trained too few
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public record Counted(int iterations, int passes, Optional<Trained> training) {}

    /**
     * A training that ran.
     *
     * @param run how it ended
     * @param before what lay beside its weights before
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public record Trained(StageRun run, FolderState before) {}

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
    public Counted make(StageContext chain) {
        PlannedStage probe = TrainCommand.planned(chain).called(label());
        Optional<Path> weights = chain.plan().facts().checkpoint();
        try (CopyAside aside = CopyAside.of(chain, probe.workspace())) {
            int wanted = chain.plan().request().wishes().iterations().orElse(0);
            chain.tools()
                    .progress()
                    .accept("[tipc] " + chain.plan().model() + ": " + label()
                            + " trains first as the config says, to count its iterations, as " + wanted
                            + " are asked for");
            FolderState before = TrainingWork.before(weights);
            StageRun run = chain.runner().run(probe, watch());
            int iterations = TrainingWork.losses(run, weights).losses().size();
            if (iterations < wanted) {
                aside.putBack();
                return new Counted(iterations, passes(run), Optional.empty());
            }
            chain.tools()
                    .progress()
                    .accept("[tipc] " + chain.plan().model() + ": " + label() + " trained " + iterations
                            + " iterations, which are enough: it is the training");
            return new Counted(
                    iterations,
                    passes(run),
                    Optional.of(new Trained(chain.runner().called(run, Train.STAGE.label()), before)));
        }
    }

    private static int passes(StageRun run) {
        List<int[]> passes = run.recording().processes().stream()
                .filter(process -> !process.losses().isEmpty())
                .map(process -> process.numbers(Recorder.TRAINING_PASSES_NOTE))
                .toList();
        boolean known = passes.size() == 1 && passes.get(0).length > 1 && passes.get(0)[0] == passes.get(0)[1];
        return known ? passes.get(0)[0] : 0;
    }
}
