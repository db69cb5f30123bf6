// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.artifact.TestTexts;
import org.tipcjunit.requirement.tensors.Tolerance;

/** The forms are those in which suites and other repositories print results of texts. */
class TextMentionsTests {

    private static final List<String> ROOM = List.of("the room was good");
    private static final List<String> BED = List.of("the bed was bad");

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("the text, then a label", "Data: the room was good \t Label: positive", "positive"),
                Arguments.of("other gaps", "Data:  the  room was good       Label: positive", "positive"),
                Arguments.of("columns with a score", "the room was good\tpositive\t0.93", "positive"),
                Arguments.of("a label, then the text", "positive: the room was good", "positive"),
                Arguments.of("by logging", "[2022-03-01 10:00:00] [INFO] the room was good -> positive", "positive"),
                Arguments.of("a dictionary", "{'text': 'the room was good', 'label': 'positive'}", "positive"),
                Arguments.of("word by word", "(the, d)(room, noun)(was, v)(good, adj)", "noun"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void a_text_names_its_result(String form, String line, String label) {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(ROOM, BED)));

        assertThat(mentions.about(0, List.of("loaded the model", line)))
                .singleElement()
                .satisfies(found -> assertThat(found.labels()).contains(label));
        assertThat(mentions.about(1, List.of(line))).isEmpty();
    }

    @Test
    void results_below_a_text_belong_to_it_and_what_follows_the_last_does_not() {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(ROOM, BED)));
        List<String> lines = List.of(
                "input data: the room was good",
                "labels: positive",
                "----------",
                "input data: the bed was bad",
                "labels: negative",
                "saved to folder output");

        assertThat(mentions.about(0, lines)).singleElement().satisfies(found -> {
            assertThat(found.labels()).containsExactly("positive");
            assertThat(found.firstLine()).isEqualTo("input data: the room was good");
        });
        assertThat(mentions.about(1, lines)).singleElement().satisfies(found -> assertThat(found.labels())
                .containsExactly("negative"));
    }

    static Stream<Arguments> cuts() {
        return Stream.of(
                Arguments.of("the room wa... -> positive (0.99)", "positive"),
                Arguments.of("the room was ... \t positive", "positive"),
                Arguments.of("Text: 'the room w…' Label: positive", "positive"),
                Arguments.of("positive: the room was g...", "positive"));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void a_beginning_that_only_one_text_has_names_it_where_it_is_cut_off(String line, String label) {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(ROOM, BED, List.of("the rooms are bad"))));

        assertThat(mentions.about(0, List.of("loading...", line)))
                .singleElement()
                .satisfies(found -> assertThat(found.labels()).containsExactly(label));
        assertThat(mentions.about(1, List.of(line))).isEmpty();
        assertThat(mentions.about(2, List.of(line))).isEmpty();
    }

    @Test
    void a_beginning_that_is_too_short_or_of_several_texts_names_none() {
        TextMentions mentions = TextMentions.of(
                new TestTexts(List.of(ROOM, List.of("the room was bad"), List.of("my bathroom was bad"))));

        assertThat(mentions.about(0, List.of("the room was ... positive", "the room... positive")))
                .isEmpty();
        assertThat(mentions.about(0, List.of("the room was g... positive"))).hasSize(1);
        assertThat(mentions.about(2, List.of("some my bathroo... positive"))).hasSize(1);
        assertThat(mentions.about(2, List.of("dummy bathroom... positive"))).isEmpty();
    }

    @Test
    void results_below_a_text_that_is_cut_off_belong_to_it() {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(ROOM, List.of("some of the beds were bad"))));
        List<String> lines = List.of("input: the room w...", "positive", "input: some of the...", "negative");

        assertThat(mentions.about(0, lines)).singleElement().satisfies(found -> assertThat(found.labels())
                .containsExactly("positive"));
        assertThat(mentions.about(1, lines)).singleElement().satisfies(found -> assertThat(found.labels())
                .containsExactly("negative"));
    }

    @Test
    void a_text_without_a_result_is_no_decision() {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(ROOM, BED)));

        assertThat(mentions.about(0, List.of("Data: the room was good", "Data: the bed was bad")))
                .singleElement()
                .satisfies(found -> assertThat(found.hasDecision()).isFalse());
    }

    @Test
    void a_line_about_a_longer_text_is_not_about_a_part_of_it() {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(List.of("good"), List.of("not good"))));
        List<String> lines = List.of("good: 1", "not good: 0", "goodness");

        assertThat(mentions.about(0, lines)).extracting(ResultLine::text).containsExactly("good: 1");
        assertThat(mentions.about(1, lines)).extracting(ResultLine::text).containsExactly("not good: 0");
    }

    @Test
    void labels_beside_the_texts_name_nothing() {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(
                List.of("0", "the room was good"), List.of("1", "the bed was bad"), List.of("1", "noisy pool"))));

        assertThat(mentions.about(2, List.of("Data: noisy pool Label: negative", "1: other")))
                .extracting(ResultLine::text)
                .containsExactly("Data: noisy pool Label: negative");
    }

    @Test
    void of_pairs_both_texts_name_the_result_where_one_does_not_tell_them_apart() {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(
                List.of("what is small", "what is smaller"),
                List.of("what is small", "who is tall"),
                List.of("are eyes fine", "whose eyes"))));
        List<String> lines = List.of(
                "Data: ['what is small', 'what is smaller'] \t Label: similar",
                "Data: ['what is small', 'who is tall'] \t Label: dissimilar");

        assertThat(mentions.about(1, lines)).extracting(ResultLine::text).containsExactly(lines.get(1));
    }

    @Test
    void chinese_texts_are_named_whole_or_cut_into_words() {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(List.of("大学学籍证明怎么开"), List.of("大学怎么开"))));

        assertThat(mentions.about(0, List.of("(大学, n)(学籍, n)(证明, n)(怎么, r)(开, v)")))
                .hasSize(1);
        assertThat(mentions.about(1, List.of("(大学, n)(学籍, n)(证明, n)(怎么, r)(开, v)")))
                .isEmpty();
        assertThat(mentions.about(1, List.of("文本:大学怎么开类别:正面")))
                .singleElement()
                .satisfies(found -> assertThat(found.labels()).contains("正面"));
    }

    @Test
    void a_word_cut_elsewhere_is_another_result() {
        TextMentions mentions = TextMentions.of(new TestTexts(List.of(List.of("大学生活动"), List.of("英文"))));
        List<ResultLine> one = mentions.about(0, List.of("(大学生, n)(活动, n)"));
        List<ResultLine> other = mentions.about(0, List.of("(大学, n)(生活动, n)"));

        assertThat(one.get(0).difference(other.get(0), Tolerance.ofOptimisedBackends()))
                .isPresent();
    }

    @Test
    void an_id_at_the_beginning_names_a_text() {
        TextMentions mentions =
                TextMentions.of(new TestTexts(List.of(List.of("009901 yesterday it rained"), List.of("009902 today"))));

        assertThat(mentions.about(1, List.of("009901 done, 71 frames", "009902 done, 23 frames")))
                .extracting(ResultLine::numbers)
                .containsExactly(List.of("23"));
    }
}
