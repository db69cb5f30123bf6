// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.Rule;
import org.tipcjunit.merge.rule.RuleBook;
import org.tipcjunit.merge.rule.SuiteRules;
import org.tipcjunit.merge.suite.JudgeCatalog;

class RuleBookTests {

    private static final RuleBook BOOK = RuleBook.read();

    /** Counting these takes the formatters of each commit, which were not run for all suites. */
    private static final Set<String> OF_TOOLS = Set.of("common-python-format", "common-python-flakes");

    private static List<Rule> rules() {
        return Stream.concat(Stream.of(BOOK.common()), BOOK.suites().stream())
                .flatMap(suite -> suite.rules().stream())
                .toList();
    }

    @Test
    void every_rule_has_a_judge_and_every_judge_a_rule() {
        List<String> ids = rules().stream().map(Rule::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(JudgeCatalog.ofLibrary().judges().keySet()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_rule_is_named_after_its_suite() {
        for (OfficialSuite suite : OfficialSuite.values()) {
            assertThat(BOOK.of(suite).rules())
                    .allSatisfy(rule -> assertThat(rule.id()).startsWith(JudgeCatalog.prefix(suite) + "-"));
        }
        assertThat(BOOK.common().rules())
                .allSatisfy(rule -> assertThat(rule.id()).startsWith("common-"));
    }

    @Test
    void of_every_rule_it_was_counted_how_much_of_each_suites_history_follows_it() {
        for (SuiteRules suite : BOOK.suites()) {
            List<String> ids = BOOK.rulesOf(suite.suite().orElseThrow()).stream()
                    .map(Rule::id)
                    .filter(id -> !OF_TOOLS.contains(id) || suite.shares().containsKey(id))
                    .toList();
            assertThat(suite.shares().keySet())
                    .as("rules that have a share in %s; CorpusRun counts", suite.suite())
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void a_rule_is_about_parts_that_its_suite_has() {
        for (SuiteRules suite : BOOK.suites()) {
            Set<String> roles = suite.parts().stream().map(part -> part.role()).collect(Collectors.toSet());
            assertThat(suite.rules()).allSatisfy(rule -> assertThat(roles).containsAll(rule.applies()));
        }
    }
}
