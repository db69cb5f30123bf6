// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

class PrintedLossesTests {

    /** Falls from 2.3 to 0.3, with noise of its own for each iteration. */
    private static final double[] LOSSES = noisy(60);

    /** Forms in which real repositories print, all within the recorded range from 0.5 to 2, or about something else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "epoch: [1/200], global_step: 10, lr: 0.000006, loss: 1.871535, avg_reader_cost: 0.28200 s",
                "[Train][Epoch 1/2][Iter: 10/80]lr(LinearWarmup): 0.1, top1: 0.5, CELoss: 7.5, loss: 1.5, batch_cost: 0.2s",
                "[TRAIN] epoch: 1, iter: 10/100, loss: 0.5000, lr: 0.01",
                "Epoch: [0] [ 0/10] learning_rate: 0.1 loss_xxx: 9.0 loss: 1.0 eta: 0:00:01",
                "epoch:[  1/1  ] train step:100  loss: 2.00001 lr: 0.1",
                "[epoch 0, iter 0][TRAIN]avg_samples: 32.0 , loss: 1.345 , avg_ips: 3 images/sec",
                "[Eval][Epoch 0][Avg]loss: 9.5",
                "END epoch:1 val loss_avg: 9.5",
                "val loss: 9.5",
                "验证集 loss: 9.5, 准确率: 1.0",
                "Validierung loss: 9.5",
                "Epoch 0, total loss: 13.3",
                "epoch 0 batch 1 | total loss: 1.5, ce loss: 1.4, reg loss: 0.000960",
                "Train: Rank: 0, epoch: 0, step: 1, att_loss: 60.1, ctc loss: 70.2",
                "Train Epoch: 1 [0/60000 (0%)]\tLoss: 1.693",
                "smoothed loss: 0.1",
                "D_loss: 9.5 G_loss: 3.5",
                "total_loss: 9.5",
                "{'eval_loss': 9.5, 'epoch': 1}",
                "auc:0.5, ips: 3 ins/s",
                "loss: 2.0000001e+00",
                "loss:1.5",
                "loss = 1.5",
                "loss: 2.1",
            })
    void a_printed_loss_that_may_be_true_is_no_contradiction(String line) {
        PrintedLosses printed = PrintedLosses.of(training(List.of(line), 2, 1, 0.5));

        assertThat(printed.contradiction()).isEmpty();
        assertThat(printed.note()).isEmpty();
    }

    @Test
    void what_paddles_own_loop_prints_of_an_evaluation_is_no_loss_of_the_training() {
        List<String> lines = List.of(
                "step 3/3 - loss: 0.5000 - acc: 0.5 - 2ms/step",
                "Eval begin...",
                "step 1/1 - loss: 9.5000 - acc: 0.5 - 2ms/step",
                "Eval samples: 90");

        assertThat(PrintedLosses.of(training(lines, 2, 1, 0.5)))
                .isEqualTo(PrintedLosses.of(training(List.of(), 2, 1, 0.5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss: nan",
                "loss: inf",
                "loss: -0.7",
                "epoch: 1, loss: 0.0123",
                "iter 1 loss: 1.0\u00a0loss: 3.0"
            })
    void a_number_that_nothing_explains_is_shown_and_refuses_nothing(String line) {
        TrainingRun training = training(List.of(line), LOSSES);

        assertThat(PrintedLosses.of(training).contradiction()).isEmpty();
        assertThat(new LossConvergence(LossConvergence.Parameters.defaults().withIterations(60))
                        .judge(training)
                        .evidence())
                .anySatisfy(evidence -> assertThat(evidence)
                        .isInstanceOfSatisfying(TextEvidence.class, text -> assertThat(text.title())
                                .isEqualTo("printed losses")));
    }

    @Test
    void says_what_was_printed_outside_of_the_recorded_range() {
        assertThat(PrintedLosses.of(training(List.of("saved", "epoch: 1, loss: 0.0123"), 2, 1, 0.5))
                        .note())
                .contains(
                        "1 number printed as loss, outside of the recorded ones, which lie from 0.5 to 2; they may be sums,"
                                + " parts, scaled, or of other data\nline 2: epoch: 1, loss: 0.0123");
    }

    /** What sound scripts print of each iteration under the plain name. */
    @Test
    void sums_parts_and_scaled_losses_are_sound() {
        double[] sum = LOSSES.clone();
        double[] smooth = LOSSES.clone();
        double[] mean = LOSSES.clone();
        Random random = new Random(5);
        double[] part = Arrays.stream(LOSSES)
                .map(loss -> 0.6 * loss - 0.1 + 0.03 * random.nextGaussian())
                .toArray();
        smooth[0] = 0.1 * LOSSES[0];
        for (int i = 1; i < sum.length; i++) {
            sum[i] += i % 20 == 0 ? 0 : sum[i - 1];
            smooth[i] = 0.9 * smooth[i - 1] + 0.1 * LOSSES[i];
            mean[i] = (mean[i - 1] * i + LOSSES[i]) / (i + 1);
        }
        for (double[] sound : List.of(
                sum,
                smooth,
                mean,
                part,
                Arrays.stream(LOSSES).map(x -> 16 * x).toArray(),
                Arrays.stream(LOSSES).map(x -> x / 4).toArray(),
                Arrays.stream(LOSSES).map(Math::exp).toArray())) {
            assertThat(PrintedLosses.of(training(lines(60, 1, i -> sound[i]), LOSSES))
                            .contradiction())
                    .as(() -> Arrays.toString(sound))
                    .isEmpty();
        }
    }

    @Test
    void losses_of_other_data_in_the_same_form_are_sound() {
        List<String> lines = lines(60, 10, i -> LOSSES[i]);
        List<String> mixed = new ArrayList<>(lines);
        mixed.add(3, "iter 0 loss: 9.12345");
        mixed.add("iter 0 loss: 9.12345");

        assertThat(PrintedLosses.of(training(mixed, LOSSES)).contradiction()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5})
    void one_invented_loss_among_recorded_ones_is_a_contradiction(int place) {
        List<String> lines = lines(60, 10, i -> i == 10 * place ? 0.01234 : LOSSES[i]);

        assertThat(FailureMessage.of(
                        new LossConvergence(LossConvergence.Parameters.defaults()).judge(training(lines, LOSSES))))
                .startsWith(
                        "[4.1.3-1] @LossConverges failed for digits: the training printed a loss that it did not have\n")
                .contains("\n  observed: printed loss 0.01234 (output line " + (place + 1) + ": iter " + 10 * place
                        + " loss: 0.01234), recorded losses lie from ")
                .contains("; the other losses that were printed in this form are recorded ones\n")
                .endsWith("\n  remedy:   print the loss that backward is called on, or give the printed number another"
                        + " name");
    }

    @Test
    void nan_among_recorded_losses_is_a_contradiction() {
        List<String> lines = new ArrayList<>(lines(60, 10, i -> LOSSES[i]));
        lines.set(3, "iter 30 loss: nan");

        assertThat(PrintedLosses.of(training(lines, LOSSES)).contradiction()).isPresent();
    }

    @Test
    void invented_losses_of_every_iteration_are_a_contradiction() {
        Random random = new Random(7);
        List<IntToDoubleFunction> inventions = List.of(
                i -> 2.3 * Math.exp(-i / 10.0),
                i -> 1.0 / (i + 1),
                i -> 0.01,
                i -> 5 + random.nextDouble(),
                i -> 0.3 - 0.004 * i);
        for (IntToDoubleFunction invented : inventions) {
            assertThat(PrintedLosses.of(training(lines(60, 1, invented), LOSSES))
                            .contradiction())
                    .isPresent();
        }
    }

    @Test
    void losses_of_several_networks_cannot_be_compared_with_printed_ones() {
        TrainingRun one = training(lines(60, 10, i -> i == 20 ? 100 : LOSSES[i]), LOSSES);
        TrainingRun several = new TrainingRun(
                one.stage(), one.losses(), one.trainLog(), one.checkpoint(), List.of("gan.py:1", "gan.py:2"));

        assertThat(PrintedLosses.of(one).contradiction()).isPresent();
        assertThat(PrintedLosses.of(several).contradiction()).isEmpty();
    }

    private static double[] noisy(int count) {
        Random random = new Random(3);
        return IntStream.range(0, count)
                .mapToDouble(i -> 0.5 + 2 * Math.exp(-i / 20.0) + 0.1 * random.nextGaussian())
                .toArray();
    }

    private static List<String> lines(int count, int every, IntToDoubleFunction loss) {
        return IntStream.range(0, count)
                .filter(i -> i % every == 0)
                .mapToObj(i -> String.format(Locale.ROOT, "iter %d loss: %.5f", i, loss.applyAsDouble(i)))
                .toList();
    }

    private static TrainingRun training(List<String> lines, double... losses) {
        return new TrainingRun(
                Artifacts.stage(
                        StageKind.TRAIN,
                        List.of("python3", "train.py"),
                        new Termination.Exited(0),
                        List.of(),
                        lines.toArray(String[]::new)),
                Artifacts.records(losses),
                Path.of("/run/log_train.txt"),
                Path.of("/run/latest.pdparams"));
    }
}
