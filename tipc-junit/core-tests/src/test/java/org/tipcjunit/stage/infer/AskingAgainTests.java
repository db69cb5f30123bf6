// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AskingAgainTests {

    @Test
    void tells_what_is_asked_every_other_second_and_nothing_of_what_is_quick() {
        Iterator<Duration> times = Stream.of(0, 500, 1_900, 2_100, 3_000, 7_500)
                .map(Duration::ofMillis)
                .iterator();
        List<String> told = new ArrayList<>();
        AskingAgain asking =
                new AskingAgain("net", told::add, () -> times.next().toNanos());

        for (String what : List.of("plain", "plain (repeated)", "noise", "shifted", "plain")) {
            asking.of(what);
        }

        assertThat(told)
                .containsExactly(
                        "[tipc] net: the exported model is asked again (noise), 2 s so far",
                        "[tipc] net: the exported model is asked again (plain), 7 s so far");
    }
}
