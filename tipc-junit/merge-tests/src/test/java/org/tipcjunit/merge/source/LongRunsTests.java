// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongRunsTests {

    @Test
    void a_anglesparagraph_is_left_out_and_what_stands_around_it_keeps_its_lines() {
        String angles = "<a ".repeat(4_000) + "\n" + "<b ".repeat(4_000);

        assertThat(leftOut("one\n\n" + angles + "\n```\n\ntwo\n")).isEqualTo("one\n\n\n\n```\n\ntwo\n");
    }

    @Test
    void a_anglestable_stays_but_for_a_row_that_nobody_reads() {
        String rows = "| a | b |\n|:-:|---|\n"
                + String.join("\n", Collections.nCopies(300, "| " + "x".repeat(100) + " | 1 |"));

        assertThat(leftOut(rows)).isEqualTo(rows);
        assertThat(leftOut(rows + "\n| " + "x".repeat(30_000) + " |\n| c | d |"))
                .isEqualTo(rows + "\n\n| c | d |");
    }

    private static String leftOut(String text) {
        return new LongRuns(List.of(text.split("\n", -1))).leftOut();
    }
}
