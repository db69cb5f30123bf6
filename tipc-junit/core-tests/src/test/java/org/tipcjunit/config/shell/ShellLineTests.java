// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.config.ConfigException;

class ShellLineTests {

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("python  train.py\t--lr=1", List.of(List.of("python", "train.py", "--lr=1"))),
                Arguments.of("run 'a b' \"c d\" e\\ f ''", List.of(List.of("run", "a b", "c d", "e f", ""))),
                Arguments.of(
                        "cd deploy && run a; run b & run c",
                        List.of(
                                List.of("cd", "deploy"),
                                List.of("run", "a"),
                                List.of("run", "b"),
                                List.of("run", "c"))),
                Arguments.of("run > log.txt 2>&1", List.of(List.of("run"))),
                Arguments.of("run >>log &> all <in last", List.of(List.of("run", "last"))),
                Arguments.of("run '>' a2>x", List.of(List.of("run", ">", "a2"))),
                Arguments.of("a | tee log", List.of(List.of("a", "tee", "log"))),
                Arguments.of("run # nothing more", List.of(List.of("run"))),
                Arguments.of("run a#b", List.of(List.of("run", "a#b"))),
                Arguments.of(
                        "run $MODE x${MODE}y $NOBODY \"$MODE\" '$MODE' $1",
                        List.of(List.of("run", "lite", "xlitey", "lite", "$MODE", "$1"))),
                Arguments.of("run [1,2] *.py ~", List.of(List.of("run", "[1,2]", "*.py", "~"))));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void takes_a_line_apart_as_eval_does(String line, List<List<String>> commands) {
        assertThat(ShellLine.commands(line, Map.of("MODE", "lite")))
                .extracting(ShellCommand::words)
                .isEqualTo(commands);
    }

    @Test
    void variables_before_the_program_are_set_for_it() {
        assertThat(ShellLine.commands("A=1 B='x y' run C=2", Map.of()))
                .containsExactly(new ShellCommand(List.of("run", "C=2"), Map.of("A", "1", "B", "x y")));
    }

    @Test
    void refuses_a_quote_that_is_not_closed() {
        assertThatThrownBy(() -> ShellLine.commands("run 'a b", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unclosed '");
    }
}
