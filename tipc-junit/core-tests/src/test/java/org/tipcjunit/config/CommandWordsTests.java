// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandWordsTests {

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of(" \t ", List.of()),
                Arguments.of("  train.py   --epochs=2 ", List.of("train.py", "--epochs=2")),
                Arguments.of("a\tb\nc", List.of("a", "b", "c")),
                Arguments.of("--shape=\"3, 32\"", List.of("--shape=3, 32")),
                Arguments.of("'a b'c\"d e\"", List.of("a bcd e")),
                Arguments.of("''", List.of("")),
                Arguments.of("a '' b", List.of("a", "", "b")),
                Arguments.of("'it''s'", List.of("its")),
                Arguments.of("\"it's\"", List.of("it's")),
                Arguments.of("'say \"x\"'", List.of("say \"x\"")),
                Arguments.of("a\\ b", List.of("a b")),
                Arguments.of("\\'a", List.of("'a")),
                Arguments.of("'a\\b'", List.of("a\\b")),
                Arguments.of("\"a\\\"b\\\\c\\$d\\`e\\f\"", List.of("a\"b\\c$d`e\\f")),
                Arguments.of("end\\", List.of("end\\")),
                Arguments.of("$HOME/*.py ~ a|b", List.of("$HOME/*.py", "~", "a|b")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void splits_as_a_shell_does(String command, List<String> words) {
        assertThat(CommandWords.split(command)).isEqualTo(words);
    }

    @Test
    void refuses_a_quote_that_is_not_closed() {
        assertThatThrownBy(() -> CommandWords.split("train.py --name='a b"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("the command has an unclosed ': train.py --name='a b\n  remedy: close the quote");
        assertThatThrownBy(() -> CommandWords.split("train.py \"a\\\""))
                .isInstanceOf(ConfigException.class)
                .hasMessage("the command has an unclosed \": train.py \"a\\\"\n  remedy: close the quote");
    }
}
