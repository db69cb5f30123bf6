// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.finding.Clause;

class PageWordsTests {

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final String TITLES = "clause.";

    private final PageWords english = PageWords.in(Language.ENGLISH);
    private final PageWords chinese = PageWords.in(Language.CHINESE);

    @Test
    void every_key_has_words_in_both_languages_with_the_same_values_in_them() {
        Set<String> keys = new TreeSet<>(chinese.words().keySet());
        keys.removeIf(key -> key.startsWith(TITLES));

        assertThat(english.words().keySet()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys).allSatisfy(key -> {
            assertThat(chinese.words().get(key)).as(key).isNotBlank();
            assertThat(places(chinese, key)).as(key).isEqualTo(places(english, key));
        });
    }

    @Test
    void every_clause_of_the_guide_has_a_chinese_title() {
        assertThat(Clause.ofGuide()).isNotEmpty().allSatisfy(clause -> assertThat(chinese.words())
                .containsKey(TITLES + clause.id()));
    }

    @Test
    void a_clause_of_somebody_else_keeps_its_own_title() {
        assertThat(chinese.getOr("clause.x-1", "one image takes 5 ms")).isEqualTo("one image takes 5 ms");
    }

    @ParameterizedTest
    @EnumSource
    void words_that_are_not_there_are_never_shown_empty(Language language) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageWords.in(language).get("nothing"))
                .withMessage("no words for nothing");
    }

    private static Set<String> places(PageWords words, String key) {
        return PLACE.matcher(words.words().get(key))
                .results()
                .map(place -> place.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
