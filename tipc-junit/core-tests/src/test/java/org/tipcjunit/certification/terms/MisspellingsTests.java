// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MisspellingsTests {

    @Test
    void name_that_is_nearly_a_setting_is_told_with_the_setting() {
        assertThat(Misspellings.among(List.of("tipc.iteration", "TIPC_DOCUMENTED_INN", "tipc.keep.run")))
                .containsExactly(
                        "TIPC_DOCUMENTED_INN is no setting and is ignored; TIPC_DOCUMENTED_IN is one",
                        "tipc.iteration is no setting and is ignored; tipc.iterations is one",
                        "tipc.keep.run is no setting and is ignored; tipc.keep.runs is one");
    }

    @Test
    void settings_and_names_of_others_are_left_alone() {
        assertThat(Misspellings.among(
                        Arrays.stream(Term.values()).map(Term::setting).toList()))
                .isEmpty();
        assertThat(Misspellings.among(List.of(
                        "tipc.shim", "tipc.jar", "tipc.python.paddle-2.6.2", "tipc.test.jvm", "PATH", "iteration")))
                .isEmpty();
    }
}
