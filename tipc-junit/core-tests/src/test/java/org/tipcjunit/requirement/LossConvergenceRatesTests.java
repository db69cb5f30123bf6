// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.requirement.training.LossConvergence;

/** Simulates curves with fixed seeds: how often a wrong one passes, and a sound one doesn't. */
class LossConvergenceRatesTests {

    private final LossConvergence requirement = new LossConvergence(LossConvergence.Parameters.defaults());

    /** 0.001 is stated; of 1,000 curves, more than 5 would pass with a probability of 0.0006 then. */
    @ParameterizedTest(name = "autocorrelation {0}")
    @CsvSource({"0.0", "0.5"})
    void a_curve_without_a_trend_passes_as_seldom_as_stated(double autocorrelation) {
        assertThat(passes(1_000, autocorrelation, 0.2, i -> 2.3)).isLessThanOrEqualTo(5);
    }

    @ParameterizedTest(name = "fall within {0} iterations, noise {1}")
    @CsvSource({"3, 0.02", "5, 0.02", "8, 0.05", "15, 0.05", "15, 0.1", "30, 0.2", "60, 0.1"})
    void a_sound_curve_passes(double timeConstant, double noise) {
        assertThat(passes(300, 0.5, noise, i -> 0.3 + 2 * Math.exp(-i / timeConstant)))
                .isGreaterThanOrEqualTo(299);
    }

    @Test
    void a_sound_curve_with_a_bump_in_the_warm_up_passes() {
        assertThat(passes(
                        300,
                        0.5,
                        0.1,
                        i -> 0.3 + 2 * Math.exp(-i / 20.0) + (i < 8 ? 1.5 * Math.sin(i * Math.PI / 8) : 0)))
                .isGreaterThanOrEqualTo(299);
    }

    @ParameterizedTest(name = "from iteration {0} on")
    @CsvSource({"50", "80", "90"})
    void a_curve_that_explodes_never_passes(int begin) {
        assertThat(passes(300, 0.5, 0.2, i -> 0.3 + 2 * Math.exp(-i / 15.0) + Math.max(0, 0.3 * (i - begin))))
                .isZero();
    }

    private int passes(int curves, double autocorrelation, double noise, IntToDoubleFunction shape) {
        SplittableRandom random = new SplittableRandom(2024);
        int passes = 0;
        for (int curve = 0; curve < curves; curve++) {
            double[] losses = new double[100];
            double disturbance = random.nextGaussian();
            for (int i = 0; i < losses.length; i++) {
                losses[i] = shape.applyAsDouble(i) + noise * disturbance;
                disturbance = autocorrelation * disturbance
                        + Math.sqrt(1 - autocorrelation * autocorrelation) * random.nextGaussian();
            }
            if (requirement.judge(Artifacts.training(losses)).isPass()) {
                passes++;
            }
        }
        return passes;
    }
}
