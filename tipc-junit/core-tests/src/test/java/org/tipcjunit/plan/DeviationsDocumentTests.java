// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.plan.model.DeviationKind;

/** {@code docs/deviations.md} says what the enumeration says. */
class DeviationsDocumentTests {

    private static final Path DOCUMENT = document();
    private static final Pattern TITLE = Pattern.compile("^## (\\S+)$", Pattern.MULTILINE);
    private static final Pattern DEFECT = Pattern.compile("[A-I]\\d+");

    @Test
    void has_one_section_for_each_deviation_in_their_order() throws IOException {
        List<String> titles = TITLE.matcher(Files.readString(DOCUMENT))
                .results()
                .map(title -> title.group(1))
                .toList();

        assertThat(titles)
                .isEqualTo(Arrays.stream(DeviationKind.values())
                        .map(DeviationKind::label)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(DeviationKind.class)
    void a_section_says_what_upstream_does_and_what_is_planned_and_gives_an_example(DeviationKind kind)
            throws IOException {
        assertThat(section(kind))
                .contains("**Upstream's script** " + kind.upstream() + ".")
                .contains("**The plan** " + kind.instead() + ".")
                .contains("**Defects:** " + kind.defects() + " ")
                .containsPattern("\\*\\*Example:\\*\\* \\S.{20,}");
    }

    @ParameterizedTest
    @EnumSource(DeviationKind.class)
    void a_deviation_cites_defects_by_number(DeviationKind kind) {
        assertThat(DEFECT.matcher(kind.defects())
                        .results()
                        .map(MatchResult::group)
                        .toList())
                .isNotEmpty()
                .isEqualTo(List.of(kind.defects().split(", ", -1)));
    }

    private static String section(DeviationKind kind) throws IOException {
        String text = Files.readString(DOCUMENT);
        int start = text.indexOf("## " + kind.label() + "\n");
        assertThat(start).as("section %s", kind.label()).isNotNegative();
        int end = text.indexOf("\n## ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end).replaceAll("\\s+", " ") + " ";
    }

    private static Path document() {
        return FixtureCopy.projectRoot().resolve("docs/deviations.md");
    }
}
