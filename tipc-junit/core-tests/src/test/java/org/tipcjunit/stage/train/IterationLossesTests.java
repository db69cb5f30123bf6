// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tipcjunit.recording.LossRecord;

class IterationLossesTests {

    @Test
    void keeps_one_loss_an_iteration_as_it_is() {
        List<LossRecord> calls = calls("t.py:1=3", "t.py:1=2", "t.py:1=1");

        IterationLosses losses = IterationLosses.of(calls);

        assertThat(losses.losses()).isEqualTo(calls);
        assertThat(losses.sites()).isEmpty();
    }

    @Test
    void adds_up_the_losses_of_two_networks() {
        IterationLosses losses =
                IterationLosses.of(calls("gan.py:10=1", "gan.py:20=5", "gan.py:10=2", "gan.py:20=4", "gan.py:10=9"));

        assertThat(losses.losses()).extracting(LossRecord::loss).containsExactly(6.0, 6.0);
        assertThat(losses.losses()).extracting(LossRecord::iteration).containsExactly(1, 2);
        assertThat(losses.sites()).containsExactly("gan.py:10", "gan.py:20");
    }

    @Test
    void takes_the_mean_of_a_network_that_trains_several_times_an_iteration() {
        IterationLosses losses = IterationLosses.of(
                calls("d=1", "d=2", "d=3", "d=2", "d=2", "g=10", "d=2", "d=2", "d=2", "d=2", "d=7", "g=8"));

        assertThat(losses.losses()).extracting(LossRecord::loss).containsExactly(12.0, 11.0);
    }

    @Test
    void leaves_a_penalty_out_that_comes_now_and_then() {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            said.add("d=1");
            said.add("g=2");
            if (i % 16 == 15) {
                said.add("r1=100");
            }
        }

        IterationLosses losses = IterationLosses.of(calls(said.toArray(String[]::new)));

        assertThat(losses.losses()).hasSize(32).allSatisfy(loss -> assertThat(loss.loss())
                .isEqualTo(3));
        assertThat(losses.sites()).containsExactly("d", "g");
    }

    @Test
    void takes_lines_that_do_not_come_in_turn_for_alternatives() {
        IterationLosses losses = IterationLosses.of(calls("warm=4", "warm=3", "main=2", "main=1"));

        assertThat(losses.losses()).extracting(LossRecord::loss).containsExactly(4.0, 3.0, 2.0, 1.0);
        assertThat(losses.sites()).isEmpty();
    }

    @Test
    void hides_no_loss_that_is_no_number() {
        IterationLosses losses = IterationLosses.of(calls("d=1", "g=2", "d=NaN", "g=2", "d=1", "g=2", "d=Infinity"));

        assertThat(losses.losses())
                .extracting(LossRecord::loss)
                .containsExactly(3.0, Double.NaN, 3.0, Double.POSITIVE_INFINITY);
    }

    private static List<LossRecord> calls(String... said) {
        List<LossRecord> calls = new ArrayList<>();
        for (String call : said) {
            String[] parts = call.split("=", -1);
            calls.add(new LossRecord(
                    calls.size() + 1,
                    Double.parseDouble(parts[1]),
                    calls.size(),
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    calls.size() + 1,
                    parts[0]));
        }
        return calls;
    }
}
