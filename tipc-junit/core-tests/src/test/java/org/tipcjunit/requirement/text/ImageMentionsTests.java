// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.requirement.tensors.Tolerance;

/** Images, as suites print results of them. */
class ImageMentionsTests {

    private static final ImageMentions IMAGES =
            new ImageMentions(List.of(Path.of("images/word_1.png"), Path.of("images/word_2.png")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2022/06/01 10:00:00] ppocr INFO: infer_img: %s",
                "Processing %s ...",
                "image: '%s'",
                "images/%s:"
            })
    void what_stands_below_a_line_that_only_names_the_image_is_its_result(String heading) {
        List<String> printed = List.of(
                "load pretrained weights from net.pdparams",
                heading.formatted("images/word_1.png"),
                "reading 0.3",
                "[2022/06/01 10:00:01] ppocr INFO: \t result: cat\t0.9986",
                heading.formatted("images/word_2.png"),
                "[2022/06/01 10:00:02] ppocr INFO: \t result: dog\t0.75");

        assertThat(IMAGES.about(0, printed)).singleElement().satisfies(found -> {
            assertThat(found.numbers()).containsExactly("0.9986");
            assertThat(found.labels()).containsExactly("cat");
            assertThat(found.firstLine()).contains("word_1.png");
        });
        assertThat(IMAGES.about(1, printed)
                        .get(0)
                        .difference(
                                IMAGES.about(1, List.of("Predicts of ./images/word_2.png:('dog', 0.75)"))
                                        .get(0),
                                Tolerance.ofOptimisedBackends()))
                .isEmpty();
    }

    @Test
    void a_line_with_a_result_or_one_that_tells_where_it_was_saved_is_no_heading() {
        List<String> beside = List.of("images/word_1.png: cat 0.9", "result: dog 0.8");
        List<String> saved = List.of("result: dog 0.8", "saved to images/word_1.png", "result: cat 0.9");

        assertThat(IMAGES.about(0, beside)).extracting(ResultLine::text).containsExactly("images/word_1.png: cat 0.9");
        assertThat(IMAGES.about(0, saved)).extracting(ResultLine::text).containsExactly("saved to images/word_1.png");
    }

    @Test
    void nothing_below_is_nothing_found() {
        List<String> printed =
                List.of("infer_img: images/word_1.png", "infer_img: images/word_2.png", "result: cat 0.9");

        assertThat(IMAGES.about(0, printed))
                .extracting(ResultLine::text)
                .containsExactly("infer_img: images/word_1.png");
    }
}
