// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.line.LineSelection;
import org.tipcjunit.config.line.LineWindow;

class ShellScriptTests {

    @Test
    void comments_blanks_and_carriage_returns_say_nothing() {
        ShellScript script = ShellScript.of("#!/bin/bash\r\n\r\n  a=1   # one\r\nb=${#a}\r\n\techo  \"$a\"\n");

        assertThat(script.lines())
                .containsExactly(
                        new ShellScript.Line(3, "a=1"),
                        new ShellScript.Line(4, "b=${#a}"),
                        new ShellScript.Line(5, "echo \"$a\""));
    }

    @Test
    void a_line_stands_under_the_conditions_of_its_branches() {
        ShellBranches branches = after("if [ a ]; then", "if [ b ] ;then", "x=1", "elif [ c ]", "then", "x=2");

        assertThat(branches.conditions()).containsExactly("[ a ]", "![ b ]", "[ c ]");
        assertThat(branches.innermost()).isEqualTo("[ c ]");
        assertThat(branches.holding()).containsExactly("[ c ]", "[ a ]");
        assertThat(branches.directlyUnder("c")).isTrue();
        assertThat(branches.under("a")).isTrue();
        assertThat(branches.isOtherwise()).isFalse();
    }

    @Test
    void an_else_stands_under_the_condition_that_does_not_hold() {
        ShellBranches branches = after("if [ a ]; then", "x=1", "else", "x=2");

        assertThat(branches.isOtherwise()).isTrue();
        assertThat(branches.innermost()).isEqualTo("[ a ]");
        assertThat(branches.directlyUnder("a")).isFalse();
        assertThat(branches.under("a")).isTrue();
        assertThat(branches.holding()).isEmpty();
        assertThat(branches.conditions()).containsExactly("![ a ]");
    }

    @Test
    void branches_end() {
        assertThat(after("if [ a ]; then", "x=1", "fi").isEmpty()).isTrue();
        assertThat(after("if [ a ]; then", "x=1", "fi; x=2").isEmpty()).isTrue();
        assertThat(after("if [ a ]; then x=1; fi").isEmpty()).isTrue();
        assertThat(after("fi", "else").isEmpty()).isTrue();
    }

    @Test
    void a_word_of_a_condition_is_no_keyword() {
        assertThat(after("if [ ${x} = \"then\" ]; then").innermost()).isEqualTo("[ ${x} = \"then\" ]");
    }

    @Test
    void what_a_function_makes_of_a_line_is_read() {
        assertThat(ShellReading.of("epochs=$(func_parser_params \"${lines[6]}\" \"${MODE}\")"))
                .contains(new ShellReading("epochs", "func_parser_params", "lines", "6", " \"${MODE}\""));
        assertThat(ShellReading.of("local key=$(func_parser_key ${lines[line_num]})"))
                .contains(new ShellReading("key", "func_parser_key", "lines", "line_num", ""));
        assertThat(ShellReading.of("key=${lines[6]}")).isEmpty();
    }

    @Test
    void the_lines_that_a_command_prints_are_read() {
        assertThat(LineSelection.of("awk 'NR==1, NR==51{print}' $FILENAME"))
                .contains(new LineSelection(new LineWindow(1, 51), "$FILENAME"));
        assertThat(LineSelection.of("cat $FILENAME")).contains(new LineSelection(LineWindow.all(), "$FILENAME"));
        assertThat(LineSelection.of("awk 'NR==1 NR==17{print}' $FILENAME"))
                .map(LineSelection::window)
                .contains(LineWindow.none());
        assertThat(LineSelection.of("date")).isEmpty();
    }

    private static ShellBranches after(String... lines) {
        ShellBranches branches = new ShellBranches();
        List.of(lines).forEach(branches::follow);
        return branches;
    }
}
