// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.RecordingException;
import org.tipcjunit.recording.TrainLog;
import org.tipcjunit.stage.FolderState;
import org.tipcjunit.stage.Listing;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.prepare.FreshCopy;

/**
 * Trains, and checks what the training left.
 *
 * @param chain the chain that trains
 */
record TrainingWork(StageContext chain) {

    TrainingRun train(
            PlannedStage stage, Watch watch, Optional<Path> named, Optional<FollowedWeights> other, Path log) {
        chain.get(new FreshCopy(stage.workspace()));
        FolderState beforeNamed = before(named);
        FolderState beforeOther = before(other.map(FollowedWeights::followed));
        StageRun run = run(stage, watch);
        boolean follows = other.flatMap(weights -> new WeightFiles(weights.followed()).written(beforeOther))
                .isPresent();
        Optional<Path> planned = follows ? other.map(FollowedWeights::followed) : named;
        return checked(run, planned, follows ? beforeOther : beforeNamed, log);
    }

    private StageRun run(PlannedStage stage, Watch watch) {
        if (!stage.workspace().equals(chain.plan().workspace())) {
            return chain.runner().runBeside(stage, watch);
        }
        Runnable end = EpochLength.watching(chain, stage);
        try {
            return chain.runner().run(stage, watch);
        } finally {
            end.run();
        }
    }

    /** Check what a training left, and write its losses to {@code log}. */
    TrainingRun checked(StageRun run, Optional<Path> planned, FolderState before, Path log) {
        IterationLosses iterations = losses(run, planned);
        List<LossRecord> losses = iterations.losses();
        Path named = planned.orElseThrow(() -> new StageFailedException(StageFailure.of(
                run,
                "the config names no weights that the training writes",
                "a config whose evaluation or export takes the trained weights",
                "neither has a command",
                "complete the config's lines for evaluation and export")));
        Path weights = theOnly(run, named);
        Path checkpoint =
                new WeightFiles(weights).written(before).orElseThrow(() -> noCheckpoint(run, weights, before));
        try {
            TrainLog.write(log, losses);
        } catch (RecordingException e) {
            throw new StageFailedException(StageFailure.of(
                    run,
                    "the log of the losses cannot be written",
                    "a file " + log,
                    String.valueOf(e.getMessage()),
                    "free disk space, correct permissions, or name another folder with tipc.output"));
        }
        TrainedNetwork network = TrainingProcess.among(run.recording().processes(), Optional.of(weights))
                .map(process -> new TrainedNetworks(process, Optional.of(checkpoint)).network())
                .orElse(TrainedNetwork.unseen());
        return new TrainingRun(run, losses, log, checkpoint, iterations.sites(), network);
    }

    static FolderState before(Optional<Path> weights) {
        return weights.map(file -> FolderState.of(new WeightPattern(file).folder()))
                .orElse(new FolderState(Map.of()));
    }

    static IterationLosses losses(StageRun run, Optional<Path> planned) {
        List<RecordedProcess> processes = run.recording().processes();
        Optional<Path> weights = planned.map(named -> new WeightPattern(named).found());
        IterationLosses losses = IterationLosses.of(TrainingProcess.among(processes, weights)
                .map(process -> new TrainedNetworks(process, weights).losses())
                .orElse(List.of()));
        if (losses.losses().isEmpty()) {
            boolean isStatic =
                    processes.stream().anyMatch(process -> process.properties().containsKey("static_graph"));
            throw new StageFailedException(StageFailure.noEvidence(
                    run,
                    isStatic
                            ? "training ran a static graph, whose losses cannot be seen"
                            : "training ended well but trained 0 iterations",
                    "at least one call of Tensor.backward()",
                    processes.isEmpty()
                            ? "no process that imported paddle"
                            : "0 calls of Tensor.backward() in " + processes.size()
                                    + " process(es) that imported paddle"
                                    + (isStatic ? ", and a run of paddle.static.Executor" : ""),
                    isStatic
                            ? "let Executor.run fetch, in every iteration, the loss that Optimizer.minimize was given; those of"
                                    + " train_from_dataset stay within Paddle: read with a DataLoader instead"
                            : "make the batch size smaller than the data set (with drop_last a larger batch leaves no"
                                    + " iteration) or train for at least one epoch"));
        }
        return losses;
    }

    /** A shell gives all that fits a pattern to the commands after the training, and which of several they take is theirs to say. */
    private static Path theOnly(StageRun run, Path named) {
        List<Path> matches = new WeightPattern(named).matches();
        if (matches.size() > 1) {
            throw new StageFailedException(StageFailure.of(
                    run,
                    "the pattern of the weights fits " + matches.size() + " of them",
                    "one file or folder at " + named,
                    matches.stream().map(Path::toString).collect(Collectors.joining(", ")),
                    "let the line train_model_name of the config fit the last weights alone: upstream's shell gives all of these"
                            + " to the export"));
        }
        return matches.isEmpty() ? named : matches.get(0);
    }

    private static StageFailedException noCheckpoint(StageRun run, Path planned, FolderState before) {
        List<Path> present = new WeightFiles(planned).present();
        String observed = present.isEmpty()
                ? "no such file; " + Listing.nearest(planned)
                : present.stream().anyMatch(before::isNew)
                        ? "an empty file"
                        : "a file that the repository holds and the training did not write";
        return new StageFailedException(StageFailure.of(
                run,
                "training ended well but wrote no checkpoint",
                "weights at " + planned,
                observed,
                new WeightFiles(planned)
                                .elsewhere(before)
                                .map(file ->
                                        "weights of this name are at " + file + ", where no command after the training"
                                                + " looks: if it wrote them, let it save to " + planned.getParent()
                                                + " (its option once more with --train-args: the last one mostly wins), or correct"
                                                + " the script that composes the path, or ")
                                .orElse("let the training save its weights there, or correct ")
                        + "the line train_model_name of the config"));
    }
}
