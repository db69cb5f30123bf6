// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.SeedRecord;
import org.tipcjunit.requirement.Artifacts;

class LossReproducibilityTests {

    private static final List<SeedRecord> SEEDS =
            List.of(new SeedRecord("paddle", "2024"), new SeedRecord("numpy", "2024"));

    private final LossReproducibility requirement = new LossReproducibility();

    @Test
    void passes_bitwise_equal_losses() {
        Finding finding = requirement.judge(seeded(SEEDS, "1", 2.3, 1.9, 1.2), seeded(SEEDS, "1", 2.3, 1.9, 1.2));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("3 losses are equal bit for bit");
        assertThat(finding.observed()).isEqualTo("both ran with seeds paddle=2024, numpy=2024; OMP_NUM_THREADS 1");
    }

    @Test
    void names_the_first_iteration_that_differs() {
        Finding finding =
                requirement.judge(seeded(SEEDS, "1", 2.3, 1.9, 1.2), seeded(SEEDS, "2", 2.3, Math.nextUp(1.9), 1.3));

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-1r] @Reproducible failed for digits: the losses differ from iteration 2
                          expected: two trainings with the same seed have the same losses, bit for bit
                          observed: iteration 2: 1.9 and 1.9000000000000001; 2 of 3 differ
                                    first with seeds paddle=2024, numpy=2024; OMP_NUM_THREADS 1
                                    second with seeds paddle=2024, numpy=2024; OMP_NUM_THREADS 2
                          command:  python3 train.py --epochs=12 (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/train/log.txt, last 2 lines:
                            | epoch 12 done
                            | saved
                          remedy:   call paddle.seed and numpy.random.seed (the data loader shuffles with NumPy) before anything is built, and use equal OMP_NUM_THREADS and equal num_workers in both runs""");
    }

    @Test
    void names_a_generator_that_was_not_seeded() {
        List<SeedRecord> onlyPaddle = List.of(new SeedRecord("paddle", "2024"));

        Finding finding = requirement.judge(seeded(onlyPaddle, "", 2.3), seeded(onlyPaddle, "", 2.4));

        assertThat(finding.observed()).isEqualTo("""
                        iteration 1: 2.3 and 2.4; 1 of 1 differ
                        both ran with seeds paddle=2024; OMP_NUM_THREADS not set""");
        assertThat(finding.remedy())
                .isEqualTo("no call of numpy.random.seed was seen; call paddle.seed and numpy.random.seed (the "
                        + "data loader shuffles with NumPy) before anything is built, and use equal "
                        + "OMP_NUM_THREADS and equal num_workers in both runs");
    }

    @Test
    void fails_trainings_of_different_length() {
        Finding finding = requirement.judge(seeded(SEEDS, "1", 2.3, 1.9), seeded(SEEDS, "1", 2.3));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the trainings have different lengths");
    }

    @Test
    void takes_nan_for_a_difference() {
        Finding finding = requirement.judge(seeded(SEEDS, "1", Double.NaN), seeded(SEEDS, "1", Double.NaN));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void cannot_judge_without_iterations() {
        Finding finding = requirement.judge(seeded(SEEDS, "1"), seeded(SEEDS, "1"));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("no iteration was recorded");
    }

    private static TrainingRun seeded(List<SeedRecord> seeds, String threads, double... losses) {
        RecordedProcess process = Artifacts.process(threads, seeds, List.of(), losses);
        return Artifacts.training(List.of(process), losses);
    }
}
