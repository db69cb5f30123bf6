// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

class StageFindingsTests {

    static Stream<Arguments> every_bad_end_has_its_remedy() {
        return Stream.of(
                Arguments.of(new Termination.Exited(3), "read the error at the end of the log"),
                Arguments.of(new Termination.Signalled(9, "SIGKILL"), "something else killed it"),
                Arguments.of(new Termination.Signalled(11, "SIGSEGV"), "native code crashed"),
                Arguments.of(
                        new Termination.TimedOut(Duration.ofSeconds(60)),
                        "look at the end of the log for what it waits"),
                Arguments.of(new Termination.Stopped(), "run it again to the end"),
                Arguments.of(new Termination.NotStarted("no such file"), "check that the program exists"));
    }

    @ParameterizedTest
    @MethodSource
    void every_bad_end_has_its_remedy(Termination termination, String remedy) {
        Finding finding = StageFindings.failed(Clause.METRIC, "@MetricReaches", stage(termination));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the evaluate stage did not end well: " + termination.describe());
        assertThat(finding.remedy()).startsWith(remedy);
    }

    @Test
    void refuses_a_stage_that_ended_well() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> StageFindings.failed(Clause.METRIC, "@MetricReaches", stage(new Termination.Exited(0))));
    }

    @Test
    void names_a_missing_output() {
        StageRun train = Artifacts.stage(StageKind.TRAIN, List.of("python3", "train.py"), "done");

        Finding finding = StageFindings.lacksOutput(
                Clause.CONVERGENCE, "@LossConverges", train, "checkpoint", Path.of("/run/train/latest.pdparams"));

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1] @LossConverges failed for digits: train ended with exit status 0 but wrote no checkpoint latest.pdparams
                          expected: the train stage writes the checkpoint /run/train/latest.pdparams
                          observed: no file /run/train/latest.pdparams
                          command:  python3 train.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 1 line:
                            | done
                          remedy:   make the script write it there, or correct the path in the test_tipc config; if the script reports an error, let it end with a status other than 0""");
    }

    private static StageRun stage(Termination termination) {
        return Artifacts.stage(StageKind.EVALUATE, List.of("python3", "eval.py"), termination, List.of());
    }
}
