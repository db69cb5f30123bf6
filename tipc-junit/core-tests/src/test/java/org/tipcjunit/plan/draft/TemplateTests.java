// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;

class TemplateTests {

    private static final ConfigEntries ENTRIES = new ConfigEntries(
            Path.of("toy.txt"),
            List.of(
                    new ConfigEntry(1, "header", ""),
                    new ConfigEntry(2, "-o Global.device", "cpu"),
                    new ConfigEntry(4, "epochs", "lite=5|whole=9"),
                    new ConfigEntry(5, "null", "7"),
                    new ConfigEntry(6, "weights", ""),
                    new ConfigEntry(7, "batch", "8")));

    private static TemplateValues gaps(boolean plainValuesCount) {
        return new TemplateValues(
                ENTRIES,
                "lite",
                plainValuesCount,
                Map.of("save_log", "./out/a b", "empty", ""),
                Map.of("save_log", List.of(9)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{1}; cpu",
                "{1.key}; -o Global.device",
                "{1=}; -o Global.device=cpu",
                "run {2@} now; run epochs=5 now",
                "{2@value}; 5",
                "{3=}; ''",
                "{3:=save_log}; null=./out/a b",
                "{4=save_log}; weights=./out/a b",
                "{4={save_log}/{2@value}}; weights=./out/a b/5",
                "{4=empty}; ''",
                "{4|default}; default",
                "{1|default}; cpu",
                "{5@}; ''",
                "{99=}{99}; ''",
                "a  {empty} b; a b",
            })
    void fills_gaps(String template, String filled) {
        assertThat(new Template(template).fill(gaps(false)).line()).isEqualTo(filled);
    }

    @Test
    void a_plain_value_counts_for_every_mode_when_it_is_to() {
        assertThat(new Template("{5@}").fill(gaps(true)).line()).isEqualTo("batch=8");
        assertThat(new Template("{2@}").fill(gaps(true)).line()).isEqualTo("epochs=5");
    }

    @Test
    void remembers_the_lines_that_it_uses() {
        assertThat(new Template("{2@} {1=} {save_log}").fill(gaps(false)).lines())
                .containsExactly(2, 4, 9);
        assertThat(new Template("{2@} x/{5@} {2=}").modeEntries()).containsExactly(2, 5);
    }

    @Test
    void mistakes_in_a_template_are_named() {
        assertThatThrownBy(() -> new Template("{1").fill(gaps(false))).hasMessage("a gap is not closed: {1");
        assertThatThrownBy(() -> new Template("{nobody}").fill(gaps(false))).hasMessage("no such variable: nobody");
    }
}
