// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.merge;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.Rule;
import org.tipcjunit.merge.rule.RuleBook;
import org.tipcjunit.merge.rule.RuleSource;

/**
 * Prints rules.
 *
 * @param chinese whether in Chinese
 */
record RuleList(boolean chinese) {

    void print(RuleBook book, Optional<OfficialSuite> suite, PrintWriter out) {
        print(
                chinese ? "所有套件" : "all suites",
                suite.map(book::commonOf).orElse(book.common().rules()),
                out);
        book.suites().stream()
                .filter(rules -> suite.isEmpty() || rules.suite().equals(suite))
                .forEach(rules -> print(rules.suite().map(OfficialSuite::title).orElse(""), rules.rules(), out));
    }

    private void print(String title, List<Rule> rules, PrintWriter out) {
        out.printf("%s%n", title);
        for (Rule rule : rules) {
            String kinds =
                    rule.applies().isEmpty() ? "" : " (" + String.join(", ", new TreeSet<>(rule.applies())) + ")";
            out.printf(
                    "  %-7s %s%s: %s%n",
                    rule.severity().label(), rule.id(), kinds, rule.title().in(chinese));
            RuleSource source = rule.source();
            String document = source.document().isEmpty() ? "" : ": " + source.document();
            String share = source.share().map(counted -> "; " + counted.text()).orElse("");
            out.printf("          %s%s%s; %s%n", source.kind().label(), document, share, rule.since());
        }
        out.println();
    }
}
