// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.MetricReached;
import org.tipcjunit.stage.noise.GivenFile;
import org.tipcjunit.stage.noise.NoisyEvaluation.Outcome;

class GivenInputTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.5"));
    private static final String MISSING = "FileNotFoundError: [Errno 2] No such file or directory: 'data/tiny.npy'";

    private final List<GivenFile> asked = new ArrayList<>();

    @TempDir
    private Path workspace;

    @BeforeEach
    void writeCode() throws IOException {
        Files.writeString(workspace.resolve("predict.py"), "data = numpy.load('data/tiny.npy')\n");
        Files.writeString(workspace.resolve("infer.py"), "data = numpy.load(arguments.data)\n");
    }

    @Test
    void a_script_that_misses_the_old_name_in_its_own_code_cannot_be_judged() {
        Finding finding = judge("data/tiny.npy", 1, "Traceback", MISSING);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("predict reads a path of its own, whatever file it is given");
        assertThat(finding.observed()).isEqualTo("""
                given the same file as given_by_name.npy: %s
                predict.py holds the name tiny.npy
                top1 = 0.95""".formatted(MISSING));
        assertThat(finding.remedy())
                .isEqualTo("read the path that the command line gives, not one that is written in the code");
        assertThat(asked).containsExactly(GivenFile.PREDICTED);
    }

    @Test
    void runs_that_go_well_or_fail_over_something_else_mean_nothing() {
        assertThat(judge("data/tiny.npy", 0, MISSING)).isSameAs(PASSED);
        assertThat(judge("data/tiny.npy", 1, "KeyError: 'given_by_name.npy'", "data: data/tiny.npy"))
                .isSameAs(PASSED);
        assertThat(judge("data/tiny.npy", 1, "No such file or directory: 'data/given_by_name.txt'"))
                .isSameAs(PASSED);
    }

    @Test
    void what_no_code_names_or_no_word_of_the_command_gives_is_not_tried() throws IOException {
        judge("data", 1, MISSING);
        Files.writeString(workspace.resolve("predict.py"), "for line in open(arguments.list): load(line)\n");
        judge("data/tiny.npy", 1, MISSING);

        assertThat(asked).isEmpty();
    }

    private Finding judge(String given, int failed, String... lines) {
        GivenInput input = new GivenInput(
                workspace,
                Optional.of(workspace.resolve("data/tiny.npy")),
                List.of(
                        new GivenInput.Given(run(StageKind.PREDICT, "predict.py", given), GivenFile.PREDICTED),
                        new GivenInput.Given(run(StageKind.INFER, "infer.py", given), GivenFile.INFERRED)));
        return input.in(PASSED, again -> {
            asked.add(again);
            return new Outcome(Optional.empty(), List.of(lines), failed);
        });
    }

    private StageRun run(StageKind kind, String script, String given) {
        StageRun run = Artifacts.stage(
                kind,
                List.of("python3", script, "--data=" + given),
                new Termination.Exited(0),
                Artifacts.evaluation(Map.of(Recorder.CODE_NOTE, script), Networks.none())
                        .stage()
                        .recording()
                        .processes(),
                "label 3");
        ProcessOutcome outcome = run.outcome();
        return new StageRun(
                run.model(),
                run.name(),
                kind,
                run.directory(),
                new ProcessOutcome(
                        new Command(outcome.command().argv(), workspace, Map.of()),
                        outcome.termination(),
                        outcome.duration(),
                        outcome.log(),
                        outcome.leftovers()),
                run.output(),
                run.recording(),
                run.started());
    }
}
