// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.requirement.training.StandingSteps.Steps;

class StandingStepsTests {

    @Test
    void a_schedule_that_ends_before_half_of_the_steps_is_told() {
        assertThat(new StandingSteps(List.of(new Steps(192, 183))).part())
                .isEqualTo(Part.unjudged(new Fault(
                        "the training stood still in most of its steps",
                        "the learning rate was less than a millionth of its highest in 183 of 192 steps",
                        "count the schedule of the learning rate in what it is stepped by: a decay over epochs ends too"
                                + " soon where it is stepped after each batch")));
    }

    @ParameterizedTest
    @CsvSource({
        "nothing was seen,                            ",
        "the decay ends in nothing,                   192 3",
        "it rests half of the time and rises again,   192 96",
        "one of two optimizers rests,                 192 180 192 0",
        "there were few steps,                        9 8",
    })
    void sound_schedules_are_not_told(String why, String steps) {
        int[] numbers = steps == null
                ? new int[0]
                : Arrays.stream(steps.split(" ")).mapToInt(Integer::parseInt).toArray();
        List<Steps> optimizers = Stream.iterate(0, each -> each < numbers.length, each -> each + 2)
                .map(each -> new Steps(numbers[each], numbers[each + 1]))
                .toList();

        assertThat(new StandingSteps(optimizers).part()).as(why).isEqualTo(Part.none());
    }
}
