// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.internal.ClauseMap;

/** The user guide maps the guide's clauses to the tests that certify them, as their annotations say. */
class ClauseMapTests {

    private static final List<Class<?>> CERTIFICATIONS = List.of(
            DigitsCertificationTest.class,
            CenterNetBackbonesCertificationTest.class,
            CenterNetServingCertificationTest.class,
            ArcFaceCertificationTest.class);

    @ParameterizedTest
    @ValueSource(strings = {"annotations.md", "annotations_cn.md"})
    void guide_holds_the_map_of_the_annotations(String page) throws IOException {
        String map = new ClauseMap(CERTIFICATIONS).markdown();

        assertThat(Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/guide/" + page)))
                .as("the table between the marks <!-- clauses --> of %s; replace it by the one that is expected", page)
                .contains("<!-- clauses -->\n" + map + "<!-- /clauses -->\n");
    }

    @Test
    void every_clause_of_sections_4_1_to_4_3_is_certified() {
        assertThat(new ClauseMap(CERTIFICATIONS)
                        .markdown()
                        .lines()
                        .skip(2)
                        .map(row -> row.split(" \\| ")[0].substring(2)))
                .contains(
                        "4.1.3",
                        "4.1.3-1",
                        "4.1.3-2",
                        "4.1.3-3",
                        "4.1.3-4",
                        "4.2.3-1",
                        "4.2.3-1d",
                        "4.3.2",
                        "4.3.3-1",
                        "4.3.3-2",
                        "4.3.4");
    }
}
