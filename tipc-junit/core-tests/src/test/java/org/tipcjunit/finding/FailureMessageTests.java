// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

class FailureMessageTests {

    @Test
    void shows_command_end_and_the_last_ten_lines_of_the_log() {
        String[] output =
                IntStream.rangeClosed(1, 12).mapToObj(i -> "line " + i).toArray(String[]::new);
        StageRun stage = Artifacts.stage(StageKind.TRAIN, List.of("python3", "train.py", "a b"), output);

        assertThat(FailureMessage.of(finding(Verdict.FAIL, Optional.of(stage)))).isEqualTo("""
                        [4.1.3-1] @LossConverges failed for digits: the loss rises
                          expected: a fall
                          observed: a rise
                                    of 3 %
                          command:  python3 train.py 'a b' (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 10 lines:
                            | line 3
                            | line 4
                            | line 5
                            | line 6
                            | line 7
                            | line 8
                            | line 9
                            | line 10
                            | line 11
                            | line 12
                          remedy:   lower the learning rate""");
    }

    @Test
    void names_the_exception_above_what_a_process_that_was_left_behind_prints_last() {
        List<String> output = new ArrayList<>(List.of(
                "Traceback (most recent call last):",
                "  File \"infer.py\", line 3, in <module>",
                "    predictor.run()",
                "ValueError: an input of another type",
                "  [Hint: int64]"));
        IntStream.range(0, 10).forEach(i -> output.add("child " + i));
        String[] lines = output.toArray(String[]::new);
        List<String> argv = List.of("python3", "infer.py");
        StageRun failed = Artifacts.stage(StageKind.INFER, argv, new Termination.Exited(1), List.of(), lines);

        assertThat(FailureMessage.of(finding(Verdict.FAIL, Optional.of(failed))))
                .contains("""
                  ended:    exit status 1 after 12.3 s
                  raised:   ValueError: an input of another type
                            in infer.py:3: predictor.run()
                  log:      /run/infer/log.txt, last 10 lines:
                    | child 0
                """.indent(0));
        assertThat(FailureMessage.of(finding(Verdict.FAIL, Optional.of(Artifacts.stage(StageKind.INFER, argv, lines)))))
                .doesNotContain("raised:");
    }

    @Test
    void names_the_repository_s_line_where_what_is_shown_of_a_traceback_is_all_of_packages() {
        List<String> output = new ArrayList<>(List.of(
                "Traceback (most recent call last):",
                "  File \"/copy/tools/data.py\", line 46, in scaled",
                "    return MinMaxScaler([0, 1]).fit_transform(x)"));
        IntStream.range(0, 5)
                .forEach(i -> output.addAll(List.of(
                        "  File \"/venv/lib/python3.9/site-packages/sklearn/base.py\", line " + i + ", in wrapper",
                        "    validate()")));
        output.add("InvalidParameterError: must be a tuple");
        List<String> argv = List.of("python3", "train.py");

        assertThat(FailureMessage.of(finding(
                        Verdict.FAIL,
                        Optional.of(Artifacts.stage(
                                StageKind.TRAIN,
                                argv,
                                new Termination.Exited(1),
                                List.of(),
                                output.toArray(String[]::new))))))
                .contains("raised:   in /copy/tools/data.py:46: return MinMaxScaler([0, 1]).fit_transform(x)\n");
    }

    @Test
    void says_that_the_log_is_empty() {
        StageRun stage = Artifacts.stage(StageKind.TRAIN, List.of("python3", "train.py"));

        assertThat(FailureMessage.of(finding(Verdict.CANNOT_JUDGE, Optional.of(stage))))
                .isEqualTo("""
                        [4.1.3-1] @LossConverges cannot judge digits: the loss rises
                          expected: a fall
                          observed: a rise
                                    of 3 %
                          command:  python3 train.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, empty
                          remedy:   lower the learning rate""");
    }

    @Test
    void leaves_out_what_is_not_there() {
        assertThat(FailureMessage.of(finding(Verdict.NOT_RUN, Optional.empty())))
                .isEqualTo("""
                        [4.1.3-1] @LossConverges did not run for digits: the loss rises
                          expected: a fall
                          observed: a rise
                                    of 3 %
                          remedy:   lower the learning rate""");
    }

    @Test
    void cuts_very_long_lines() {
        StageRun stage = Artifacts.stage(StageKind.TRAIN, List.of("python3", "train.py"), "x".repeat(100_000));

        assertThat(FailureMessage.of(finding(Verdict.FAIL, Optional.of(stage))))
                .contains("    | " + "x".repeat(500) + "...\n")
                .hasSizeLessThan(1_000);
    }

    private static Finding finding(Verdict verdict, Optional<StageRun> stage) {
        return new Finding(
                Clause.CONVERGENCE,
                "@LossConverges",
                "digits",
                verdict,
                "the loss rises",
                "a fall",
                "a rise\nof 3 %",
                "lower the learning rate",
                List.of(),
                List.of(),
                stage);
    }
}
