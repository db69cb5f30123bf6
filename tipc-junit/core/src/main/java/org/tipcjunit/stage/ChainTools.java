// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.isolation.Isolation;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.python.WarmStart;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.serving.FreePorts;
import org.tipcjunit.stage.turn.Meetings;

/**
 * What a chain runs its stages with.
 *
 * @param environment the Python and Paddle to run them in
 * @param runner runs the commands; ends with the test run, not with the chain
 * @param recorder records inside Python
 * @param warm starts scripts in forks; empty for plain starts only
 * @param predictors the child JVM that runs predictors of that Paddle; ends with the test run, not with the chain
 * @param isolation keeps the repository's commands from the rest of the machine, or does not
 * @param ports gives services their ports; shared by all chains of the test run, so that they do not meet
 * @param meetings remembers what ran beside what; shared by all chains of the test run
 * @param progress takes lines for the user while something takes long
 * @param listener hears of the commands that stages run
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ChainTools(
        PaddleEnvironment environment,
        ProcessRunner runner,
        Recorder recorder,
        Optional<WarmStart> warm,
        PredictorHost predictors,
        Isolation isolation,
        FreePorts ports,
        Meetings meetings,
        Consumer<String> progress,
        StageListener listener) {

    private static final List<String> AFTER_TRAINING = List.of("evaluate", "predict", "export", "infer");

    /** Get the command that starts a stage's command, in a fork where that is the same. */
    Command started(PlannedStage stage, Command command) {
        // Only the cells of a matrix have numbers, and only they share a slot.
        return started(stage, command, stage.name().replaceFirst("-\\d+$", ""));
    }

    /**
     * Get the command that starts a stage's command, in a fork where that is the same.
     *
     * @param slot the name of the stages that share forks with it
     */
    public Command started(PlannedStage stage, Command command, String slot) {
        if (isolation.isOn()) {
            // A fork would be where its server is: outside.
            return command;
        }
        List<String> later = slot.equals(StageKind.TRAIN.label()) ? AFTER_TRAINING : List.of();
        return warm.flatMap(starts -> starts.command(command, environment.python(), slot, later, report(stage)))
                .orElse(command);
    }

    /** Get in words how a stage's script was started. */
    String started(PlannedStage stage) {
        return WarmStart.started(report(stage));
    }

    /** Beside what tells the recorder what to do, for the recording holds what is recorded only. */
    private static Path report(PlannedStage stage) {
        return stage.recording()
                .resolveSibling(stage.recording().getFileName() + ".site")
                .resolve("started");
    }
}
