// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.recording.LossRecord;

class TrainingPhasesTests {

    @Test
    void begins_anew_where_another_line_calls_backward_from_there_on() {
        assertThat(phases("t.py:5 0", "t.py:5 0", "t.py:9 0", "t.py:9 0")).containsExactly(0, 2);
    }

    @Test
    void begins_anew_where_other_networks_are_reached_from_there_on() {
        assertThat(phases("t.py:5 1", "t.py:5 1", "t.py:5 0", "t.py:5 ?", "t.py:5 0"))
                .containsExactly(0, 2);
    }

    @Test
    void knows_losses_that_take_turns_for_one_phase() {
        assertThat(phases("t.py:5 0", "t.py:9 0", "t.py:5 0", "t.py:12 0")).containsExactly(0, 3);
        assertThat(phases("t.py:5 0", "t.py:5 1", "t.py:5 0", "t.py:5 1")).containsExactly(0);
    }

    private static List<Integer> phases(String... said) {
        List<LossRecord> losses = new ArrayList<>();
        for (String loss : said) {
            String[] parts = loss.split(" ", -1);
            losses.add(new LossRecord(
                    losses.size() + 1,
                    1.0,
                    losses.size(),
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    losses.size() + 1,
                    parts[0],
                    parts[1].equals("?") ? Optional.empty() : Optional.of(Set.of(Integer.valueOf(parts[1])))));
        }
        return TrainingPhases.of(losses).starts();
    }
}
