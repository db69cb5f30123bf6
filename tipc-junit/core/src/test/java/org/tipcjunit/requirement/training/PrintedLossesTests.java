// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

class PrintedLossesTests {

    /** Forms in which real repositories print, all within the recorded range from 0.5 to 2. */
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
                "D_loss: 9.5 G_loss: 3.5",
                "total_loss: 9.5",
                "auc:0.5, ips: 3 ins/s",
                "loss: 2.0000001e+00",
                "loss:1.5",
                "loss = 1.5",
                "loss: 2.1",
            })
    void a_printed_loss_that_may_be_true_is_no_contradiction(String line) {
        assertThat(PrintedLosses.contradiction(training(line, 2, 1, 0.5))).isEmpty();
    }

    @Test
    void a_printed_loss_outside_of_the_recorded_ones_is_a_contradiction() {
        TrainingRun training = training("epoch: 1, loss: 0.0123, lr: 0.1", 2, 1, 0.5);

        assertThat(FailureMessage.of(new LossConvergence(LossConvergence.Parameters.defaults()).judge(training)))
                .startsWith(
                        "[4.1.3-1] @LossConverges failed for digits: the training printed a loss that it did not have\n")
                .contains("\n  observed: printed loss 0.0123 (output line 1: epoch: 1, loss: 0.0123, lr: 0.1), recorded"
                        + " losses lie from 0.5 to 2\n")
                .endsWith("\n  remedy:   print the loss that backward is called on, or give the printed number another"
                        + " name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss: nan", "loss: inf", "loss: -0.7", "loss: 1.0e+03", "iter 1 loss: 1.0\u00a0loss: 3.0"})
    void other_untrue_losses_are_contradictions(String line) {
        assertThat(PrintedLosses.contradiction(training(line, 2, 1, 0.5))).isPresent();
    }

    @Test
    void losses_of_several_networks_cannot_be_compared_with_printed_ones() {
        TrainingRun one = training("loss: 100", 2, 1, 0.5);
        TrainingRun several = new TrainingRun(
                one.stage(), one.losses(), one.trainLog(), one.checkpoint(), List.of("gan.py:1", "gan.py:2"));

        assertThat(PrintedLosses.contradiction(one)).isPresent();
        assertThat(PrintedLosses.contradiction(several)).isEmpty();
    }

    private static TrainingRun training(String line, double... losses) {
        return new TrainingRun(
                Artifacts.stage(
                        StageKind.TRAIN, List.of("python3", "train.py"), new Termination.Exited(0), List.of(), line),
                Artifacts.records(losses),
                Path.of("/run/log_train.txt"),
                Path.of("/run/latest.pdparams"));
    }
}
