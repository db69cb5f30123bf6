// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.Suite;

class DialectsTests {

    private static final String TEXT = """
            # families
            [base]
            train = {2} {run_train}
            amp[fp16] = --amp
            window = 51
            [child: base]
            window =
            repositories = Owner/Name other/name/part
            """;

    @Test
    void a_dialect_inherits_what_it_does_not_say() {
        Dialect child = Dialects.parse(TEXT).named("child");

        assertThat(child.text("train")).isEqualTo("{2} {run_train}");
        assertThat(child.text("window")).isEmpty();
        assertThat(child.index("window")).isEqualTo(-1);
        assertThat(child.chosen("amp", "fp16")).isEqualTo("--amp");
        assertThat(child.chosen("amp", "amp")).isEmpty();
    }

    @Test
    void a_repository_is_found_by_its_name_and_by_the_folder_of_its_test_tipc() {
        Dialects dialects = Dialects.parse(TEXT);

        assertThat(dialects.of("owner/NAME", "test_tipc/configs/a.txt"))
                .map(Dialect::name)
                .contains("child");
        assertThat(dialects.of("other/name", "part/test_tipc/configs/a.txt"))
                .map(Dialect::name)
                .contains("child");
        assertThat(dialects.of("other/name", "test_tipc/configs/a.txt")).isEmpty();
    }

    @Test
    void mistakes_are_named() {
        assertThatThrownBy(() -> Dialects.parse("[a: nobody]")).hasMessage("no such dialect: [a: nobody]");
        assertThatThrownBy(() -> Dialects.parse("[a]\nnothing")).hasMessage("neither section nor setting: nothing");
        assertThatThrownBy(() -> Dialects.parse("a = 1")).hasMessage("a setting before the first section: a = 1");
    }

    @Test
    void bundled_dialects_know_their_rules_and_close_their_gaps() {
        assertThat(Dialects.bundled().byName()).hasSizeGreaterThan(40).allSatisfy((name, dialect) -> {
            assertThat(dialect.text("model")).isNotEmpty();
            assertThat(dialect.settings().values())
                    .allSatisfy(value -> assertThat(count(value, '{')).isEqualTo(count(value, '}')));
            dialect.words("cpu_skips").forEach(SkipRule::of);
            dialect.words("gpu_skips").forEach(SkipRule::of);
        });
    }

    @Test
    void every_suite_has_a_dialect() {
        assertThat(Arrays.stream(Suite.values()))
                .allSatisfy(suite ->
                        assertThat(Dialects.bundled().byName()).containsKey(TrainInferPlanner.dialectOf(suite)));
    }

    private static long count(String text, char character) {
        return text.chars().filter(each -> each == character).count();
    }
}
