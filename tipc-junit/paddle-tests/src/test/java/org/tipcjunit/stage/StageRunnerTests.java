// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.chain.PaddleTools;
import org.tipcjunit.chain.Plans;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.workspace.Checkout;

/** Runs real Python scripts as stages. */
@ExtendWith(PaddleTools.Resolver.class)
@NeedsPaddle
@OnEveryJdk
class StageRunnerTests {

    @TempDir
    Path folder;

    private final List<String> progress = new CopyOnWriteArrayList<>();
    private PaddleTools tools;

    @BeforeEach
    void keep(PaddleTools paddle) {
        this.tools = paddle;
    }

    @Test
    void script_that_ends_well_leaves_its_output_and_its_folder() throws IOException {
        StageRunner runner = runner();
        PlannedStage stage = stage(StageKind.EVALUATE, """
                import os, sys
                print("10%", end="\\r")
                print("100%")
                print("top1: 0.9", file=sys.stderr)
                open(os.path.join(sys.argv[1], "made.txt"), "w").close()
                """);

        StageRun run = runner.run(stage, Watch.wholly());

        assertThat(run.model()).isEqualTo("digits");
        assertThat(run.name()).isEqualTo("evaluate");
        assertThat(run.kind()).isEqualTo(StageKind.EVALUATE);
        assertThat(run.directory()).isEqualTo(stage.directory());
        assertThat(run.output()).containsExactly("10%", "100%", "top1: 0.9");
        assertThat(run.outcome().log()).isEqualTo(stage.log()).content().endsWith("top1: 0.9\n");
        assertThat(run.recording().processes()).isEmpty();
        assertThat(folder.resolve("made.txt")).exists();
        assertThat(runner.runs()).containsExactly(run);
        assertThat(progress).hasSize(2).first().isEqualTo("[tipc] digits: evaluate started, log " + stage.log());
        assertThat(progress.get(1)).matches("\\[tipc] digits: evaluate exit status 0 after \\d+\\.\\d s");
    }

    @Test
    void script_that_exits_3_fails_with_its_status() {
        StageRunner runner = runner();
        PlannedStage stage = stage(StageKind.EXPORT, "print('no such layer'); raise SystemExit(3)");

        StageFailure failure = failureOf(runner, stage);

        assertThat(failure)
                .isEqualTo(new StageFailure(
                        "digits",
                        StageKind.EXPORT,
                        "export",
                        StageFailure.Reason.FAILED,
                        "the export command failed: exit status 3",
                        "exit status 0",
                        "exit status 3",
                        "run the command by hand in " + folder + " and correct what its log names",
                        Optional.of(runner.runs().get(0))));
        assertThat(failure.run().orElseThrow().output()).containsExactly("no such layer");
    }

    @Test
    void training_that_fails_says_how_far_it_came() {
        StageFailure failure = failureOf(runner(), stage(StageKind.TRAIN, "raise SystemExit(3)"), RecordingKind.LOSSES);

        assertThat(failure.observed()).isEqualTo("exit status 3; recorded iterations before: 0");
    }

    @Test
    void script_that_kills_itself_fails_with_the_signal() {
        StageFailure failure =
                failureOf(runner(), stage(StageKind.INFER, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"));

        assertThat(failure.summary()).isEqualTo("the infer command failed: killed by SIGSEGV (139)");
        assertThat(failure.observed()).isEqualTo("killed by SIGSEGV (139)");
        assertThat(failure.reason()).isEqualTo(StageFailure.Reason.FAILED);
    }

    @Test
    void script_that_sleeps_beyond_its_limit_is_ended_and_fails() {
        StageRunner runner = runner();
        PlannedStage endless = stage(StageKind.PREDICT, "import time; time.sleep(600)");
        PlannedStage stage = new PlannedStage(
                endless.name(), endless.kind(), endless.command(), endless.directory(), Duration.ofSeconds(1));

        StageFailure failure = failureOf(runner, stage);

        assertThat(failure)
                .isEqualTo(new StageFailure(
                        "digits",
                        StageKind.PREDICT,
                        "predict",
                        StageFailure.Reason.FAILED,
                        "the predict command failed: ended after its time limit of 1 s",
                        "exit status 0",
                        "ended after its time limit of 1 s",
                        "where its log shows that it went on, give it more time, in seconds: --stage-limit (tipc.stage.limit)"
                                + " for one stage, --limit (tipc.limit) for all together; where it does not, find out what it"
                                + " waits for",
                        Optional.of(runner.runs().get(0))));
    }

    @Test
    void program_that_does_not_exist_fails() {
        PlannedStage stage = new PlannedStage(
                "train",
                StageKind.TRAIN,
                new Command(List.of(folder.resolve("python").toString()), folder, Map.of()),
                folder.resolve("run/train"),
                Duration.ofMinutes(1));

        StageFailure failure = failureOf(runner(), stage);

        assertThat(failure.summary())
                .isEqualTo("the train command failed: not started: there is no file " + folder.resolve("python"));
        assertThat(failure.run().orElseThrow().outcome().termination()).isInstanceOf(Termination.NotStarted.class);
    }

    @Test
    void folder_that_cannot_be_made_fails_before_anything_runs() throws IOException {
        Path file = Files.createFile(folder.resolve("run"));
        StageRunner runner = runner();
        PlannedStage stage = stage(StageKind.TRAIN, "print('ran')");

        StageFailure failure = failureOf(runner, stage);

        assertThat(failure)
                .isEqualTo(new StageFailure(
                        "digits",
                        StageKind.TRAIN,
                        "train",
                        StageFailure.Reason.FAILED,
                        "the folder for the train stage cannot be made",
                        "a new folder " + stage.directory(),
                        "java.nio.file.FileAlreadyExistsException: " + file,
                        "free disk space, correct permissions, or name another folder with tipc.output",
                        Optional.empty()));
        assertThat(runner.runs()).isEmpty();
        assertThat(progress).isEmpty();
    }

    @Test
    void files_of_an_earlier_run_are_never_taken_for_this_ones() throws IOException {
        PlannedStage stage = stage(StageKind.TRAIN, "print('ran')");
        Files.createDirectories(stage.directory());

        StageFailure failure = failureOf(runner(), stage);

        assertThat(failure.summary()).isEqualTo("the folder for the train stage cannot be made");
        assertThat(failure.observed()).isEqualTo("java.nio.file.FileAlreadyExistsException: " + stage.directory());
    }

    @Test
    void python_path_into_the_checkout_leads_into_its_copy() throws IOException {
        Path repository = Plans.request("digits", folder, tools.python())
                .model()
                .repository()
                .toRealPath();
        PlannedStage stage = stage(StageKind.TRAIN, "");
        PlannedStage withPath = stage.withCommand(new Command(
                stage.command().argv(),
                stage.command().workingDirectory(),
                Map.of("PYTHONPATH", repository + ":" + repository.resolve("tools") + ":/elsewhere:.")));

        Command command = runner().command(withPath, Watch.wholly());

        Path copy = Checkout.of(repository).repositoryIn(stage.workspace());
        assertThat(command.environment().get("PYTHONPATH"))
                .isEqualTo(String.join(
                        ":",
                        stage.recording() + ".site",
                        copy.toString(),
                        copy.resolve("tools").toString(),
                        "/elsewhere",
                        "."));
    }

    @ParameterizedTest
    @EnumSource
    void damaged_recording_is_no_evidence(StageKind kind) {
        StageRunner runner = runner();
        PlannedStage stage = stage(kind, """
                import sys
                with open(sys.argv[1] + "/run/%s/recording/process-1-1.jsonl", "w") as file:
                    file.write("garbage\\n")
                """.formatted(kind.label()));

        StageFailure failure = failureOf(runner, stage);

        assertThat(failure.reason()).isEqualTo(StageFailure.Reason.NO_EVIDENCE);
        assertThat(failure.summary()).isEqualTo("the recording of the " + kind.label() + " stage cannot be read");
        assertThat(failure.expected()).isEqualTo("a complete recording in " + stage.recording());
        assertThat(failure.observed()).contains("process-1-1.jsonl");
        assertThat(failure.remedy()).isEqualTo("run again; if it stays, report it with the folder");
        assertThat(failure.run()).contains(runner.runs().get(0));
    }

    @Test
    void failure_of_the_command_is_told_before_that_of_its_recording() {
        StageFailure failure = failureOf(
                runner(),
                stage(
                        StageKind.EXPORT,
                        "import sys, shutil; shutil.rmtree(sys.argv[1] + '/run/export/recording'); raise SystemExit(3)"));

        assertThat(failure.summary()).isEqualTo("the export command failed: exit status 3");
    }

    @Test
    void more_layer_calls_than_a_recording_holds_are_no_evidence() {
        StageRunner runner = runner();
        PlannedStage stage = stage(StageKind.PREDICT, """
                import paddle
                layer = paddle.nn.Linear(1, 1)
                layer(paddle.ones([1, 1]))
                paddle.nn.Identity()(paddle.ones([1]).astype("complex64"))
                """);

        StageFailure failure = failureOf(runner, stage, RecordingKind.LAYER_CALLS);

        assertThat(failure)
                .isEqualTo(new StageFailure(
                        "digits",
                        StageKind.PREDICT,
                        "predict",
                        StageFailure.Reason.NO_EVIDENCE,
                        "the recording of the predict stage is incomplete",
                        "a recording of everything that the command did",
                        "the inputs of a layer call could not be recorded: TypeError: tensor 'input' has type complex64,"
                                + " which Paddle Inference does not have",
                        "where it names a remedy, follow that; where it is full, give the command less to do (fewer"
                                + " images); else run again, and if it stays, report it with the folder "
                                + stage.recording(),
                        Optional.of(runner.runs().get(0))));
    }

    @Test
    void recording_that_ends_early_is_no_evidence() {
        // As on a full disk, writing fails from some byte on.
        StageFailure failure = failureOf(runner(), stage(StageKind.TRAIN, """
                        import resource
                        import paddle
                        weight = paddle.create_parameter([1], "float32")
                        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
                        for _ in range(100):
                            (weight * weight).sum().backward()
                        """), RecordingKind.LOSSES);

        assertThat(failure.reason()).isEqualTo(StageFailure.Reason.NO_EVIDENCE);
        assertThat(failure.summary()).isEqualTo("the recording of the train stage is incomplete");
        assertThat(failure.observed()).contains("File too large; recording ends here");
        assertThat(failure.run().orElseThrow().recording().processes())
                .singleElement()
                .satisfies(process -> assertThat(process.losses()).hasSizeBetween(1, 99));
    }

    @Test
    void training_that_goes_on_behind_its_command_fails() {
        StageRunner runner = runner();
        PlannedStage stage = stage(StageKind.TRAIN, """
                import os, subprocess, sys, time
                marker = os.path.join(sys.argv[1], "marker")
                code = '''
                import sys, time
                import paddle
                weight = paddle.create_parameter([1], "float32")
                weight.sum().backward()
                open(sys.argv[1], "w").close()
                time.sleep(600)
                '''
                subprocess.Popen([sys.executable, "-c", code, marker])
                while not os.path.exists(marker):
                    time.sleep(0.02)
                """);

        StageFailure failure = failureOf(runner, stage, RecordingKind.LOSSES);

        assertThat(failure.reason()).isEqualTo(StageFailure.Reason.FAILED);
        assertThat(failure.summary()).isEqualTo("the train command ended before its work did");
        assertThat(failure.expected()).isEqualTo("a command that ends when its work is done");
        assertThat(failure.observed())
                .startsWith("still running, and then ended: ")
                .contains("time.sleep(600)");
        assertThat(failure.remedy()).isEqualTo("let the command wait for the processes that it starts");
        assertThat(failure.run()).contains(runner.runs().get(0));
        assertThat(runner.runs().get(0).recording().processes().get(0).losses()).hasSize(1);
    }

    @Test
    void stages_share_the_time_of_their_chain() {
        ChainRequest request = Plans.request("digits", folder, tools.python())
                .withLimits(new ChainRequest.Limits(Optional.empty(), Optional.of(Duration.ofSeconds(1))));
        StageRunner runner =
                new StageRunner(Plans.of(DigitsConfigs.lite(), request).facts(), tools.chainTools(progress::add));

        StageFailure first = failureOf(runner, stage(StageKind.TRAIN, "import time; time.sleep(600)"));
        StageFailure second = failureOf(runner, stage(StageKind.EVALUATE, "print('ran')"));

        assertThat(first.observed()).startsWith("ended after its time limit of ");
        assertThat(second.summary()).isEqualTo("the time limit of the chain is used up before the evaluate stage");
        assertThat(second.expected()).isEqualTo("all stages together end within 1 s");
        assertThat(second.remedy())
                .isEqualTo(
                        "give the model less to do, or all stages together more time, in seconds: --limit (tipc.limit)");
        assertThat(runner.runs()).hasSize(1);
    }

    @Test
    void daemon_that_a_stage_leaves_behind_is_reported() {
        StageRun run = runner().run(
                        stage(StageKind.TRAIN, "import subprocess; subprocess.Popen(['sleep', '600'])"),
                        Watch.wholly());

        assertThat(run.outcome().leftovers()).containsExactly("sleep 600");
        assertThat(progress).endsWith("[tipc] digits: train left running, and was ended: sleep 600");
    }

    @Test
    void a_listener_hears_when_a_command_starts_and_how_it_ends() {
        List<String> heard = new CopyOnWriteArrayList<>();
        StageListener listener = new StageListener() {
            @Override
            public void stageStarted(String stage, Path log) {
                heard.add(stage + " started, " + log);
            }

            @Override
            public void stageEnded(String stage, ProcessOutcome outcome) {
                heard.add(stage + ": " + outcome.termination().describe());
            }
        };
        PlannedStage stage = stage(StageKind.EVALUATE, "raise SystemExit(3)");

        failureOf(runner(tools.chainTools(progress::add, listener)), stage);

        assertThat(heard).containsExactly("evaluate started, " + stage.log(), "evaluate: exit status 3");
    }

    private StageRunner runner() {
        return runner(tools.chainTools(progress::add));
    }

    private StageRunner runner(ChainTools chainTools) {
        return new StageRunner(
                Plans.of(DigitsConfigs.lite(), Plans.request("digits", folder, tools.python()))
                        .facts(),
                chainTools);
    }

    /** A stage that runs {@code code}, whose first argument is a folder to write to. */
    private PlannedStage stage(StageKind kind, String code) {
        Path directory = folder.resolve("run").resolve(kind.label());
        List<String> argv = List.of(tools.python().toString(), "-c", code, folder.toString());
        return new PlannedStage(
                kind.label(), kind, new Command(argv, folder, Map.of()), directory, Duration.ofMinutes(2));
    }

    private static StageFailure failureOf(StageRunner runner, PlannedStage stage, RecordingKind... kinds) {
        StageFailedException e =
                catchThrowableOfType(StageFailedException.class, () -> runner.run(stage, Watch.wholly(kinds)));
        assertThat(e).as("a failure of the stage").isNotNull();
        return e.failure();
    }
}
