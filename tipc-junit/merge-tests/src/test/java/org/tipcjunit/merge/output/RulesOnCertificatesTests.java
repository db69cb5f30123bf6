// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.Rule;
import org.tipcjunit.merge.rule.RuleBook;
import org.tipcjunit.merge.rule.Words;

/** Pages of certificates are made without this module, so that what rules say stands in their bundles as well. */
class RulesOnCertificatesTests {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-zA-Z]*)}");

    private final Sentences chinese = Sentences.in(Language.CHINESE);

    @Test
    void what_rules_demand_is_said_as_the_rules_say_it() {
        Map<String, Set<String>> titles = new HashMap<>();
        rules().forEach(rule -> titles.computeIfAbsent(rule.title().en(), english -> new HashSet<>())
                .add(rule.title().zh()));

        assertThat(titles).isNotEmpty().allSatisfy((english, said) -> assertThat(chinese.cell(english))
                .isIn(said));
    }

    @Test
    void what_broken_rules_tell_and_what_to_do_is_said_as_the_rules_say_it() {
        // Some say the same in English, and each has its own Chinese.
        Map<String, Set<String>> remedies = new HashMap<>();
        rules().stream().map(rule -> filled(rule.remedy().words())).forEach(words -> remedies.computeIfAbsent(
                        words.en(), english -> new HashSet<>())
                .add(words.zh()));
        // The judges of models say this in the same words.
        remedies.get("write alpha").add(chinese.remedies().say("write alpha"));

        assertThat(rules()).allSatisfy(rule -> {
            Words broken = filled(rule.broken());
            assertThat(chinese.observed("a.py:1: " + broken.en() + " [" + rule.id() + "]"))
                    .isEqualTo("a.py:1：" + broken.zh() + " [" + rule.id() + "]");
            Words remedy = filled(rule.remedy().words());
            assertThat(chinese.remedy(remedy.en())).isIn(remedies.get(remedy.en()));
            assertThat(chinese.remedy(remedy.en() + " (docs/a.md)").replace(" (docs/a.md)", ""))
                    .isIn(remedies.get(remedy.en()));
        });
    }

    private static Words filled(Words words) {
        List<String> values = List.of("alpha", "beta", "gamma", "delta", "epsilon");
        Map<String, String> of = new HashMap<>();
        NAME.matcher(words.en()).results().forEach(name -> of.putIfAbsent(name.group(1), values.get(of.size())));
        return words.with(of);
    }

    private static Set<Rule> rules() {
        RuleBook book = RuleBook.read();
        Set<Rule> rules = new HashSet<>();
        Arrays.stream(OfficialSuite.values())
                .flatMap(suite -> Stream.of(book.rulesOf(suite), book.commonOf(suite)))
                .forEach(rules::addAll);
        return rules;
    }
}
