// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.RuleBook;

/** The pages of the rules say what the rules' data say. */
class RulePagesTests {

    private static final RuleBook BOOK = RuleBook.read();

    @ParameterizedTest
    @EnumSource(OfficialSuite.class)
    void page_of_a_suite_holds_its_rules(OfficialSuite suite) throws IOException {
        assertThat(pages().resolve(suite.label() + ".md"))
                .as("docs/suites/%s.md; replace it by what is expected", suite.label())
                .content()
                .isEqualTo(new RulePage(BOOK, suite, false).text());
        assertThat(pages().resolve(suite.label() + "_cn.md"))
                .as("docs/suites/%s_cn.md; replace it by what is expected", suite.label())
                .content()
                .isEqualTo(new RulePage(BOOK, suite, true).text());
    }

    /** Writes the pages: the arguments are none. */
    public static void main(String[] arguments) throws IOException {
        for (OfficialSuite suite : OfficialSuite.values()) {
            Files.writeString(pages().resolve(suite.label() + ".md"), new RulePage(BOOK, suite, false).text());
            Files.writeString(pages().resolve(suite.label() + "_cn.md"), new RulePage(BOOK, suite, true).text());
        }
    }

    private static Path pages() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/suites"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "there is no docs/suites above " + Path.of("").toAbsolutePath());
            }
        }
        return folder.resolve("docs/suites");
    }
}
