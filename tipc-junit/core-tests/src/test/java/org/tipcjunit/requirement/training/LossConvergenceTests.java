// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Evidence.Window;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.requirement.Artifacts;

class LossConvergenceTests {

    private final LossConvergence requirement = new LossConvergence(LossConvergence.Parameters.defaults());

    @Test
    void passes_a_falling_curve_with_its_numbers() {
        Finding finding = judge(i -> 0.3 + 2 * Math.exp(-i / 20.0) + Artifacts.ripple(i));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.clause()).isEqualTo(Clause.CONVERGENCE);
        assertThat(finding.summary()).isEqualTo("the loss falls by 80.9 %");
        assertThat(finding.observed())
                .isEqualTo("median loss 1.675 over iterations 1-15, 0.3205 over iterations 76-100: a fall of "
                        + "80.9 %, p = 2.24e-6");
        assertThat(finding.remedy()).isEmpty();
        assertThat(finding.figures())
                .extracting(Figure::name)
                .containsExactly(
                        "iterations",
                        "median loss, iterations 1-15",
                        "median loss, iterations 76-100",
                        "relative fall of the median",
                        "p value",
                        "trainable tensors that the training changed");
        assertThat(finding.evidence().get(0))
                .isInstanceOfSatisfying(
                        CurveEvidence.class, curve -> assertThat(curve.values()).hasSize(100))
                .isInstanceOfSatisfying(CurveEvidence.class, curve -> assertThat(curve.windows())
                        .containsExactly(new Window("start", 1, 15), new Window("end", 76, 100)));
    }

    @Test
    void reports_the_first_iteration_from_which_the_loss_is_nan() {
        Finding finding = judge(i -> i < 19 ? 2.3 - 0.05 * i : Double.NaN);

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1] @LossConverges failed for digits: the loss is NaN from iteration 20
                          expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                          observed: 81 of 100 losses are not finite; the loss before was 1.4
                                      2.3 |*
                                          | **
                                          |   *
                                          |    *
                                          |     **
                                          |       *
                                          |        **
                                    1.475 |          *!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
                                          +------------------------------------------------------------
                                           1                                                        100
                          command:  python3 train.py --epochs=12 (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 2 lines:
                            | epoch 12 done
                            | saved
                          remedy:   lower the learning rate, clip gradients, and look for a logarithm or a division of zero; look at the batch of iteration 20""");
    }

    @Test
    void reports_a_single_nan() {
        Finding finding = judge(i -> i == 41 ? Double.NaN : 2.3 - 0.02 * i);

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the loss is NaN at iteration 42");
    }

    @Test
    void reports_nan_behind_the_judged_iterations() {
        Finding finding = requirement.judge(Artifacts.training(curve(130, i -> i < 119 ? 2.3 - 0.01 * i : Double.NaN)));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the loss is NaN from iteration 120");
    }

    @Test
    void reports_an_infinite_loss_from_the_first_iteration() {
        Finding finding = judge(i -> Double.POSITIVE_INFINITY);

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1] @LossConverges failed for digits: the loss is infinite from iteration 1
                          expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                          observed: 100 of 100 losses are not finite
                                     |
                                     |
                                     |
                                     |
                                     |
                                     |
                                     |
                                     |!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
                                     +------------------------------------------------------------
                                      1                                                        100
                          command:  python3 train.py --epochs=12 (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 2 lines:
                            | epoch 12 done
                            | saved
                          remedy:   lower the learning rate, clip gradients, and look for a logarithm or a division of zero; look at the batch of iteration 1""");
    }

    @Test
    void reports_nan_even_when_there_are_too_few_iterations() {
        Finding finding = requirement.judge(Artifacts.training(2.3, Double.NaN));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void reports_a_constant_loss() {
        Finding finding = judge(i -> 2.302585);

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1] @LossConverges failed for digits: the loss is constant
                          expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                          observed: every loss is 2.303
                                    2.303 |
                                          |
                                          |
                                          |
                                          |************************************************************
                                          |
                                          |
                                    2.303 |
                                          +------------------------------------------------------------
                                           1                                                        100
                          command:  python3 train.py --epochs=12 (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 2 lines:
                            | epoch 12 done
                            | saved
                          remedy:   check that the optimizer holds the model's parameters, that the learning rate is not 0, and that the loss depends on the network""");
    }

    @Test
    void reports_a_constant_loss_of_zero() {
        assertThat(judge(i -> 0).summary()).isEqualTo("the loss is constant");
    }

    @Test
    void reports_a_rising_loss() {
        Finding finding = judge(i -> 2.3 + 0.02 * i + Artifacts.ripple(i));

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1] @LossConverges failed for digits: the loss rises
                          expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                          observed: median loss 2.439 over iterations 1-15, 4.03 over iterations 76-100: a rise of 39.5 %, p = 2.24e-6
                                    4.297 |                                                      *  ***
                                          |                                                 ***** **
                                          |                                      * *********
                                          |                              * ****** *
                                          |                     ********* *
                                          |             ********
                                          |     * ******
                                      2.3 |***** *
                                          +------------------------------------------------------------
                                           1                                                        100
                          command:  python3 train.py --epochs=12 (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 2 lines:
                            | epoch 12 done
                            | saved
                          remedy:   check the sign of the loss and lower the learning rate""");
    }

    @Test
    void reports_a_loss_that_only_wanders() {
        Finding finding = judge(i -> 2.3 + Artifacts.ripple(i));

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1] @LossConverges failed for digits: the loss does not fall
                          expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                          observed: median loss 2.3 over iterations 1-15, 2.297 over iterations 76-100: a fall of 0.1 %, p = 1
                                    2.398 |                        *  *                             *
                                          |                     *        *                       *
                                          |  *  *  * *  *                     *  *  * *  *
                                          |*   *  *   *    * **            **   *  *   *    * **
                                          | *            *  *    *   *  *    *            *  *    *  **
                                          |   *           *    *  * *  *  *    *           *    *  *
                                          |            *                                *
                                      2.2 |      *  *                             *  *
                                          +------------------------------------------------------------
                                           1                                                        100
                          command:  python3 train.py --epochs=12 (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 2 lines:
                            | epoch 12 done
                            | saved
                          remedy:   raise the learning rate or train longer; for fine-tuning that starts converged, state the level as plateau; for a learning rate that warms up slowly, state warmUp""");
    }

    @Test
    void reports_a_fall_that_is_certain_but_too_small() {
        Finding finding = judge(i -> 2.3 - 0.0001 * i);

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the loss falls too little");
    }

    @Test
    void reports_a_loss_that_falls_and_then_explodes() {
        Finding finding = judge(i -> i < 50 ? 2.3 - 0.04 * i : 0.3 + 0.2 * (i - 50));

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1] @LossConverges failed for digits: the loss falls until about iteration 49, then rises above its start
                          expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                          observed: median loss 2.02 over iterations 1-15, 7.7 over iterations 76-100: a rise of 73.8 %, p = 1; lowest median 0.7, at the end 7.7
                                     10 |                                                          **
                                        |                                                     *****
                                        |                                                 ****
                                        |                                             ****
                                        |                                         ****
                                        |                                     ****
                                        |********************            *****
                                    0.3 |                    ************
                                        +------------------------------------------------------------
                                         1                                                        100
                          command:  python3 train.py --epochs=12 (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 2 lines:
                            | epoch 12 done
                            | saved
                          remedy:   lower the learning rate or clip gradients""");
    }

    @Test
    void reports_a_loss_that_explodes_in_the_last_iterations() {
        Finding finding = judge(i -> i < 95 ? 0.3 + 2 * Math.exp(-i / 20.0) : i - 90.0);

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the loss falls until about iteration 93, then rises above its start");
    }

    @Test
    void reports_a_loss_that_rises_again_to_half_its_fall() {
        Finding finding = judge(i -> i < 50 ? 2.3 - 0.04 * i : 0.3 + 0.03 * (i - 50));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the loss falls until about iteration 50, then rises again");
    }

    @Test
    void cannot_judge_without_any_iteration() {
        Finding finding = requirement.judge(Artifacts.training());

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1] @LossConverges cannot judge digits: no iteration was recorded
                          expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                          observed: 0 iterations
                          command:  python3 train.py --epochs=12 (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 2 lines:
                            | epoch 12 done
                            | saved
                          remedy:   0 iterations: the batch size may exceed the data set (drop_last); use a smaller batch or more data; if the script trains without Tensor.backward, its losses cannot be seen""");
    }

    @Test
    void a_loss_that_leaps_up_wants_smaller_steps() {
        Finding finding = judge(i -> i < 70 ? 2.3 - i * 0.03 : (i < 73 ? 9.9 - i * 0.02 : 2.2 + 0.01 * (i % 7)));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.remedy()).contains("lower the learning rate").doesNotContain("raise");
    }

    @Test
    void a_loss_that_does_not_fall_may_come_of_gradients_that_nobody_clears() {
        Finding rising = judge(i -> 1 + 0.01 * i);

        Finding finding = new KeptGradients(4).in(rising);

        assertThat(new KeptGradients(0).in(rising)).isSameAs(rising);
        assertThat(finding.summary()).isEqualTo("the loss rises");
        assertThat(finding.observed())
                .startsWith(
                        "the gradients of the step before were still there at backward, in each of 4 steps that were"
                                + " looked at; median loss ");
        assertThat(finding.remedy()).isEqualTo("call clear_grad() of the optimizer after each step");
    }

    @Test
    void says_which_losses_are_added_up() {
        TrainingRun one = Artifacts.training(Artifacts.falling(100));
        TrainingRun several = new TrainingRun(
                one.stage(),
                one.losses(),
                one.trainLog(),
                one.checkpoint(),
                List.of("gan.py:10", "gan.py:20"),
                one.network());

        Finding finding = new LossConvergence(LossConvergence.Parameters.defaults()).judge(several);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.evidence())
                .contains(new TextEvidence(
                        "losses that are added up",
                        "an iteration's loss is the sum of those that these lines call backward on: gan.py:10,"
                                + " gan.py:20"));
    }

    @Test
    void cannot_judge_too_few_iterations() {
        Finding finding = requirement.judge(Artifacts.training(2.3, 1.9, 1.4, 1.0));

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1] @LossConverges cannot judge digits: only 4 of 100 iterations were recorded
                          expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                          observed: 4 iterations
                                    2.3 |*
                                        |
                                        | *
                                        |
                                        |
                                        |  *
                                        |
                                      1 |   *
                                        +----
                                         1  4
                          command:  python3 train.py --epochs=12 (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 2 lines:
                            | epoch 12 done
                            | saved
                          remedy:   certify with --iterations 100 (tipc.iterations), which raises the number of epochs and shows it as an override; or train for more epochs, use a smaller batch or more data""");
    }

    @Test
    void cannot_judge_one_iteration_less_than_demanded() {
        Finding finding = requirement.judge(Artifacts.training(Artifacts.falling(99)));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("only 99 of 100 iterations were recorded");
    }

    @Test
    void judges_only_the_demanded_iterations() {
        double[] falling = Artifacts.falling(100);
        double[] longer = Arrays.copyOf(falling, 200);
        Arrays.fill(longer, 100, 200, 50);

        assertThat(requirement.judge(Artifacts.training(longer)).isPass()).isTrue();
    }

    @Test
    void passes_a_flat_curve_below_the_plateau() {
        Finding finding = withPlateau(0.2, i -> 0.12 + 0.1 * Artifacts.ripple(i));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the loss stays at or below the plateau of 0.2");
    }

    @Test
    void fails_a_flat_curve_above_the_plateau() {
        Finding finding = withPlateau(0.1, i -> 0.12 + 0.1 * Artifacts.ripple(i));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the loss does not fall");
        assertThat(finding.expected())
                .isEqualTo("every loss is finite; over the first 100 iterations the median falls by at least 3.0 "
                        + "% (rank test, p <= 0.001) or lies at or below 0.1, and does not rise again");
    }

    @Test
    void fails_a_curve_that_rises_below_the_plateau() {
        Finding finding = withPlateau(0.5, i -> 0.1 + 0.002 * i + 0.1 * Artifacts.ripple(i));

        assertThat(finding.summary()).isEqualTo("the loss rises");
    }

    @Test
    void leaves_out_the_warm_up() {
        IntToDoubleFunction bump =
                i -> i < 20 ? 0.1 + 0.1 * i : 0.3 + 2 * Math.exp(-(i - 20) / 20.0) + Artifacts.ripple(i);
        LossConvergence patient =
                new LossConvergence(new LossConvergence.Parameters(120, 20, 0.03, 1e-3, OptionalDouble.empty()));

        Finding finding = patient.judge(Artifacts.training(curve(120, bump)));

        assertThat(finding.isPass()).isTrue();
        assertThat(finding.figures().get(1).name()).isEqualTo("median loss, iterations 21-35");
    }

    @Test
    void judges_negative_losses() {
        assertThat(judge(i -> -1 - 0.01 * i + Artifacts.ripple(i)).isPass()).isTrue();
        assertThat(judge(i -> -2 + 0.01 * i + Artifacts.ripple(i)).summary()).isEqualTo("the loss rises");
    }

    @Test
    void reports_a_training_that_crashed() {
        StageRun crashed = Artifacts.stage(
                StageKind.TRAIN,
                List.of("python3", "train.py"),
                new Termination.Exited(1),
                List.of(Artifacts.process("1", List.of(), List.of(), 2.3, 2.2, 2.1, 2.0, 1.9)),
                "RuntimeError: out of luck");
        TrainingRun training =
                new TrainingRun(crashed, Artifacts.records(2.3, 2.2, 2.1, 2.0, 1.9), Artifacts.RUN, Artifacts.RUN);

        assertThat(FailureMessage.of(requirement.judge(training))).isEqualTo("""
                        [4.1.3-1] @LossConverges failed for digits: the train stage did not end well: exit status 1
                          expected: the train stage ends with exit status 0
                          observed: exit status 1; 5 iterations were recorded before
                          command:  python3 train.py (cwd /repo)
                          ended:    exit status 1 after 12.3 s
                          log:      /run/train/log.txt, last 1 line:
                            | RuntimeError: out of luck
                          remedy:   read the error at the end of the log, then run the command by hand until it ends with status 0""");
    }

    @Test
    void refuses_parameters_that_nothing_could_be_concluded_from() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LossConvergence.Parameters(49, 0, 0.03, 1e-3, OptionalDouble.empty()))
                .withMessage("needs at least 50 iterations after warm-up, but iterations = 49 and warmUp = 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LossConvergence.Parameters(100, 0, 0.03, 1e-5, OptionalDouble.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LossConvergence.Parameters(100, 0, -0.03, 1e-3, OptionalDouble.empty()));
    }

    @Test
    void judges_a_phase_with_another_loss_on_its_own() {
        IntToDoubleFunction first = i -> i < 10 ? 0.1 : 0.3 + Math.exp((10 - i) / 40.0) + Artifacts.ripple(i);

        Finding finding = judgePhases(first, "train.py:9", "train.py:15");

        assertThat(finding.summary()).isEqualTo("the loss falls by 64.1 %");
        assertThat(finding.observed())
                .startsWith("median loss 1.144 over iterations 11-25, 0.4109 over iterations 86-110");
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.evidence())
                .contains(new TextEvidence(
                        "phases of the training",
                        "from iteration 11 on, the losses come from another line or reach other networks than before: that"
                                + " phase is judged on its own"))
                .first()
                .isInstanceOfSatisfying(CurveEvidence.class, curve -> assertThat(curve.windows())
                        .containsExactly(new Window("start", 11, 25), new Window("end", 86, 110)));
        assertThat(judgePhases(first, "train.py:9", "train.py:9").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgePhases(i -> i < 10 ? 0.1 : 1 + Artifacts.ripple(i), "train.py:9", "train.py:15")
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    private Finding judgePhases(IntToDoubleFunction loss, String first, String second) {
        TrainingRun plain = Artifacts.training(curve(120, loss));
        List<LossRecord> losses = plain.losses().stream()
                .map(each -> new LossRecord(
                        each.iteration(),
                        each.loss(),
                        each.time(),
                        each.readerSeconds(),
                        each.samples(),
                        each.batchSeconds(),
                        each.step(),
                        each.iteration() <= 10 ? first : second))
                .toList();
        return requirement.judge(new TrainingRun(
                plain.stage(), losses, plain.trainLog(), plain.checkpoint(), List.of(), plain.network()));
    }

    private Finding judge(IntToDoubleFunction loss) {
        return requirement.judge(Artifacts.training(curve(100, loss)));
    }

    private static Finding withPlateau(double plateau, IntToDoubleFunction loss) {
        return new LossConvergence(new LossConvergence.Parameters(100, 0, 0.03, 1e-3, OptionalDouble.of(plateau)))
                .judge(Artifacts.training(curve(100, loss)));
    }

    private static double[] curve(int iterations, IntToDoubleFunction loss) {
        return IntStream.range(0, iterations).mapToDouble(loss).toArray();
    }
}
