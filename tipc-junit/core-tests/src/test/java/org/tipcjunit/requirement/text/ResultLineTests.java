// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.requirement.tensors.Tolerance;

class ResultLineTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0007.png: class 3",
                "images/0007.png: class 3",
                "{'file': '/a/b/0007.png', 'class': 3}",
                "[2026/11/24 10:00:00] ppcls INFO: 0007.png class=3",
                "result of (0007.png) is 3"
            })
    void finds_lines_that_mention_the_image(String line) {
        List<ResultLine> found = ResultLine.about("0007.png", List.of("loading", line));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).decision()).containsExactly("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10007.png: class 3", "0007.png2: class 3", "x-0007.png: class 3", "0007xpng", "0007"})
    void does_not_take_another_file_for_the_image(String line) {
        assertThat(ResultLine.about("0007.png", List.of(line))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "class 3 score 0.9987, class 3 score 0.9988",
        "class 3 score 0.998700, class 3 score 0.998709",
        "score 1e-05, score 2e-05",
        "score 99.5%, score 99.6%",
        "class   3, class 3"
    })
    void accepts_equal_words_and_close_decimals(String one, String other) {
        assertThat(about(one).difference(about(other), Tolerance.ofOptimisedBackends()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "class 3, class 4, 3 against 4",
        "score 0.9987, score 0.9989, 0.9987 against 0.9989",
        "score 0.998700, score 0.998750, 0.998700 against 0.998750",
        "class 3, class 3.0, 3 against 3.0",
        "class cat, class dog, the texts differ",
        "top3: 1, top5: 1, the texts differ",
        "boxes 3, boxes 3 4, the texts differ",
        "score 0.5, score -0.5, 0.5 against -0.5",
        "left 12.3, left 13.3, 12.3 against 13.3",
        "left 12., left 13., 12. against 13.",
        "left 12.6, left 12., 12.6 against 12.",
        "area 1e+02, area 2e+02, 1e+02 against 2e+02"
    })
    void finds_what_differs(String one, String other, String difference) {
        assertThat(about(one).difference(about(other), Tolerance.ofOptimisedBackends()))
                .contains(difference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r1/6 [====>.........................] - ETA: 0s049.png: cat 0.98",
                "\b\b\b\r12/60 [==>.....] - ETA: 1:05049.png: cat 0.98",
                "\r 17%|###     | 1/6 [00:00<00:01,  5.00it/s]049.png: cat 0.98",
                "predicting:  17%|###     | 1/6 [00:00<00:01,  5.00it/s]049.png: cat 0.98"
            })
    void a_result_behind_a_bar_of_progress_is_one(String line) {
        assertThat(ResultLine.about("049.png", List.of(line)))
                .singleElement()
                .satisfies(result -> assertThat(result.numbers()).containsExactly("0.98"));
    }

    @Test
    void the_last_bar_of_a_training_keeps_what_it_measured() {
        assertThat(new PlainLines(List.of("step 4/4 [====] - loss: 0.69 - acc: 0.5 - 12ms/step")).lines())
                .containsExactly("step 4/4 [====] - loss: 0.69 - acc: 0.5 - 12ms/step");
    }

    @Test
    void leaves_out_time_stamps_and_folders() {
        ResultLine one = about("[2026/11/24 10:00:00] INFO: class 3");
        ResultLine other = ResultLine.about("0007.png", List.of("other/0007.png [2026/11/24 10:00:07] INFO: class 3"))
                .get(0);

        assertThat(one.difference(other, Tolerance.ofOptimisedBackends())).isEmpty();
    }

    @Test
    void takes_the_integers_before_the_first_decimal_for_the_decision() {
        assertThat(about("class 4, score 0.978423, top3: 4=0.978423 6=0.007219").decision())
                .containsExactly("4");
        assertThat(about("2 boxes: 15 7 [1.0, 2.0]").decision()).containsExactly("2", "15", "7");
        assertThat(about("cat").decision()).isEmpty();
    }

    @Test
    void sees_nan_as_a_word_only() {
        assertThat(about("score nan").holdsNan()).isTrue();
        assertThat(about("score: NaN.").holdsNan()).isTrue();
        assertThat(about("banana 0.5").holdsNan()).isFalse();
    }

    private static ResultLine about(String result) {
        return ResultLine.about("0007.png", List.of("0007.png " + result)).get(0);
    }

    @Test
    void the_same_result_in_another_form_is_no_difference() {
        ResultLine prediction = only("[{'class_ids': [4, 9], 'scores': [0.8702, 0.04477], 'file_name': 'x/a.png', "
                + "'label_names': ['four', 'nine']}]");

        assertThat(prediction.difference(
                        only(
                                "a.png:\tclass id(s): [4, 9], score(s): [0.87025, 0.04477], label_name(s): ['four', 'nine']"),
                        Tolerance.ofOptimisedBackends()))
                .isEmpty();
        assertThat(prediction.difference(
                        only(
                                "a.png:\tclass id(s): [4, 9], score(s): [0.87025, 0.04477], label_name(s): ['four', 'five']"),
                        Tolerance.ofOptimisedBackends()))
                .hasValue("the texts differ");
        assertThat(prediction.difference(
                        only(
                                "a.png:\tclass id(s): [9, 4], score(s): [0.87025, 0.04477], label_name(s): ['four', 'nine']"),
                        Tolerance.ofOptimisedBackends()))
                .isPresent();
    }

    @Test
    void words_that_may_be_the_decision_are_not_left_out() {
        assertThat(only("a.png: box 0.9").difference(only("a.png: image 0.9"), Tolerance.ofOptimisedBackends()))
                .hasValue("the texts differ");
    }

    private static ResultLine only(String line) {
        return ResultLine.about("a.png", List.of(line)).get(0);
    }
}
