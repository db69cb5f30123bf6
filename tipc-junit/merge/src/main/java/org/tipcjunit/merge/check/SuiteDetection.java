// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.merge.change.GitChange;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.RuleBook;
import org.tipcjunit.merge.rule.SuiteRules;

/** Tells a suite by what lies in it, and by where it was cloned from where several fit or none does. */
final class SuiteDetection {

    private SuiteDetection() {}

    static SuiteRules suite(RuleBook book, GitChange change) {
        List<SuiteRules> fitting = book.suites().stream()
                .filter(suite -> suite.content().stream().anyMatch(place -> isThere(change, place)))
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        String origin = change.change().origin().toLowerCase(Locale.ROOT);
        Optional<SuiteRules> named = (fitting.isEmpty() ? book.suites() : fitting)
                .stream()
                        .filter(suite -> suite.suite().stream()
                                .map(OfficialSuite::title)
                                .anyMatch(title -> origin.contains("/" + title.toLowerCase(Locale.ROOT))))
                        .findFirst();
        return named.orElseThrow(() -> ConfigException.of(
                "the repository looks like none of the official suites, nor was it cloned from one",
                "name the suite with --suite, such as --suite paddle-clas"));
    }

    private static boolean isThere(GitChange change, String place) {
        return place.endsWith("/")
                ? change.view().paths().stream().anyMatch(path -> path.startsWith(place))
                : change.view().paths().contains(place);
    }
}
