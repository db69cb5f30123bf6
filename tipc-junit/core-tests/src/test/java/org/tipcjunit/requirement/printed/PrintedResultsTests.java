// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.requirement.text.ImageMentions;

class PrintedResultsTests {

    private static final List<Path> IMAGES = List.of(Path.of("images/a.png"), Path.of("images/b.png"));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.png: cat 0.98; [2024-01-01 10:00:00,123] ppx INFO: a.png: cat 0.98",
                "INFO:root:a.png: cat 0.98; INFO:main:/repo/images/a.png: cat 0.98",
                "[4711] a.png: cat 0.98; [4712] a.png: cat 0.98",
                "2024-01-01 10:00:00.123 | INFO     | __main__:main:12 - a.png: cat 0.98; a.png: cat 0.98",
                "2024-01-01 10:00:00,123 4711 INFO a.png: cat 0.98; 2024-01-01 10:00:07,123 4999 INFO a.png: cat 0.98",
                "a.png: cat 0.98, 12.5 ms; a.png: cat 0.98, 9.1 ms",
                "[1/2] a.png: cat 0.98; [2/2] a.png: cat 0.98",
                "result: \u001b[32ma.png\u001b[0m cat 0.98; result: a.png cat 0.98",
                "a: cat 0.98; images/a.png: cat 0.98",
                "{'class_ids': [3], 'scores': [0.98], 'file_name': 'a.png'}; {'class_ids': [3], 'scores': [0.98], 'file_name': 'images/a.png'}",
                "a.png: cat 0.98，用时: 0.012秒; a.png: cat 0.98，用时: 0.009秒",
                "a.png: cat 0.98 耗时 12 毫秒; a.png: cat 0.98 耗时 9 毫秒",
                "a.png: cat 0.98, 预测时间：0.012; a.png: cat 0.98, 预测时间：0.009",
                "a.png: cat 0.98 FPS: 30; a.png: cat 0.98 FPS: 31.5",
                "a.png: cat 0.98 QPS=30.1; a.png: cat 0.98 QPS=28",
                "a.png: cat 0.98, RTF 0.01; a.png: cat 0.98, RTF 0.02",
                "a.png: cat 0.98, elapsed 0:00:00.012; a.png: cat 0.98, elapsed 0:00:00.009",
                "2022-01-01 10:00:00,123 - predict.py[line:12] - INFO: a.png: cat 0.98; 2022-01-01 10:00:00,123 - /repo/infer.py[line:14] - INFO: a.png: cat 0.98",
                "2022-01-01 10:00:00,123 - /runs/20220101-1/仓库/predict.py[line:8] - INFO: a.png: cat 0.98;"
                        + " 2022-01-01 10:00:02,123 - /runs/20220101-1/仓库/infer.py[line:10] - INFO: a.png: cat 0.98",
                "[predict.py][line:30][INFO] a.png: cat 0.98; [infer.py][line:33][INFO] a.png: cat 0.98",
                "[INFO] 2022-01-01 10:00:00 MainThread predict 30: a.png: cat 0.98; [INFO] 2022-01-01 10:00:00 MainThread infer 33: a.png: cat 0.98",
                "10:00:00 INFO predict.py main 12 a.png: cat 0.98; 10:00:00 INFO infer.py main 14 a.png: cat 0.98",
                "a.png 猫; a.png 猫"
            })
    void equal_results_agree_however_they_are_logged(String predicted, String inferred) {
        PrintedResults results = results(List.of(predicted), List.of(inferred));

        assertThat(difference(results)).isEmpty();
        assertThat(results.undecided(Optional.empty()).unjudged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.png: cat 0.98; a.png: dog 0.98",
                "a.png cat; a.png dog",
                "a.png 猫; a.png 狗",
                "a.png: 等级A1 0.98; a.png: 等级A2 0.98",
                "a.png 皖A12345 0.98; a.png 皖A12347 0.98",
                "a.png 沪A12345; a.png 沪A02345",
                "a.png 京N8P8F8; a.png 京N8P9F8",
                "a.png No.123; a.png No.124",
                "a.png 型号X100; a.png 型号X200",
                "a.png: 3 0.98; a.png: 4 0.98"
            })
    void other_labels_differ_beside_equal_numbers(String predicted, String inferred) {
        assertThat(difference(results(List.of(predicted), List.of(inferred)))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.png: output shape [1, 3]",
                "a.png: input shape (1, 3, 8, 8)",
                "a.png: resize 8x8",
                "a.png: result of shape 16 x 16 saved",
                "error: cannot read a.png",
                "a.png: skipped",
                "已处理 a.png",
                "图片 a.png 预测完成",
                "a.png 保存成功"
            })
    void sizes_and_progress_are_no_decision(String line) {
        PrintedResults results = results(List.of(line), List.of(line));

        assertThat(results.undecided(Optional.empty()).unjudged()).hasSize(1);
    }

    @Test
    void lines_that_decide_nothing_are_no_agreement() {
        PrintedResults results = results(List.of("processing a.png"), List.of("processing a.png"));

        assertThat(difference(results)).isEmpty();
        assertThat(results.undecided(Optional.empty()).unjudged())
                .containsExactly(new Fault(
                        "predict.py printed no decision for a.png",
                        "predict.py: processing a.png\ninfer.py: processing a.png",
                        "print what was decided, a label or a number, beside the image's file name"));
    }

    @Test
    void one_result_for_all_images_is_no_agreement_where_the_network_decides_differently() {
        List<BestClass> several = List.of(new BestClass(4, 0.98, 0.5), new BestClass(1, 0.75, 0.4));
        List<String> constant = List.of("a.png: cat 0.98", "b.png: cat 0.98");
        PrintedResults results =
                new PrintedResults("predict.py", constant, "infer.py", constant, new ImageMentions(IMAGES), several);
        List<String> telling = List.of("a.png: cat 0.98", "b.png: cat 0.75");
        PrintedResults others =
                new PrintedResults("predict.py", telling, "infer.py", telling, new ImageMentions(IMAGES), several);

        assertThat(results.constant(Optional.empty()).unjudged())
                .containsExactly(new Fault(
                        "the printed results are the same for all images, though the network decides differently",
                        "predict.py: a.png: cat 0.98\ninfer.py: a.png: cat 0.98\n"
                                + "the highest scores of 2 images are those of the classes 1, 4",
                        "print what is decided about the image beside the image's file name"));
        assertThat(others.constant(Optional.empty()).unjudged()).isEmpty();
        assertThat(new PrintedResults(
                                "predict.py",
                                constant,
                                "infer.py",
                                constant,
                                new ImageMentions(IMAGES),
                                several.subList(0, 1))
                        .constant(Optional.empty())
                        .unjudged())
                .isEmpty();
    }

    @Test
    void the_only_image_needs_no_name_where_a_line_says_what_the_output_decided() {
        List<String> inferred = List.of("threads: 8", "image_name: images/a.png, class_id: 3, prob: 0.7311");
        List<String> unnamed = List.of("loading classes: 1000", "class_id: 3, prob: 0.7310585975646973");

        assertThat(difference(onlyImage(unnamed, inferred))).isEmpty();
        assertThat(difference(onlyImage(unnamed, unnamed))).isEmpty();
        assertThat(difference(onlyImage(List.of("class_id: 4, prob: 0.7311"), inferred))
                        .orElseThrow()
                        .detail())
                .contains("4 against 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "red images/a.png; background images/a.png",
                "Predicted red for image images/a.png; Predicted background for image images/a.png",
                "{'label': 'red', 'file': 'a.png'}; {'label': 'background', 'file': 'a.png'}",
                "label=red a.png; label=background a.png",
                "red a.png 0.98; background a.png 0.98",
                "猫 a.png; 狗 a.png"
            })
    void labels_before_the_name_of_the_only_image_are_compared(String predicted, String inferred) {
        assertThat(difference(onlyImage(List.of(predicted), List.of(inferred)))).isPresent();
        assertThat(difference(onlyImage(List.of(predicted), List.of(predicted))))
                .isEmpty();
        assertThat(difference(onlyImage(
                        List.of("Predict result of images/a.png is cat 0.98"), List.of("infer: a.png cat 0.98"))))
                .isEmpty();
    }

    @Test
    void lines_without_a_name_are_no_result_of_the_only_image_unless_they_say_what_the_output_decided() {
        List<String> settings = List.of("class num: 1000, score threshold: 0.5");

        assertThat(difference(onlyImage(settings, settings)).orElseThrow().summary())
                .isEqualTo("predict.py printed no result for a.png");
        assertThat(difference(onlyImage(List.of("class_id: 7, prob: 0.1"), settings))
                        .orElseThrow()
                        .detail())
                .isEqualTo(
                        "no line of predict.py's output mentions a.png\nor says class 3, 1.5, which the output decides; the"
                                + " last line that may be a result: class_id: 7, prob: 0.1");
    }

    private static PrintedResults onlyImage(List<String> predicted, List<String> inferred) {
        return new PrintedResults(
                "predict.py",
                predicted,
                "infer.py",
                inferred,
                new ImageMentions(IMAGES.subList(0, 1)),
                List.of(new BestClass(3, 1.5, 0.73105858)));
    }

    @Test
    void what_is_told_beside_the_results_is_not_compared() {
        PrintedResults results = results(
                List.of("loading images/a.png", "a.png: cat 0.98"),
                List.of("a.png: cat 0.98", "result saved to out/a.png"));

        assertThat(difference(results)).isEmpty();
        assertThat(results.undecided(Optional.empty()).unjudged()).isEmpty();
    }

    @Test
    void images_of_equal_names_are_told_by_their_folders_in_any_order() {
        ImageMentions images = new ImageMentions(List.of(Path.of("images/a/1.png"), Path.of("images/b/1.png")));
        PrintedResults results = new PrintedResults(
                "predict.py",
                List.of("a/1.png: cat 0.98", "b/1.png: dog 0.75"),
                "infer.py",
                List.of("b/1.png: dog 0.75", "a/1.png: cat 0.98"),
                images,
                List.of());
        PrintedResults swapped = new PrintedResults(
                "predict.py",
                List.of("a/1.png: cat 0.98", "b/1.png: dog 0.75"),
                "infer.py",
                List.of("a/1.png: dog 0.75", "b/1.png: cat 0.98"),
                images,
                List.of());

        assertThat(difference(results)).isEmpty();
        assertThat(difference(swapped).orElseThrow().summary()).isEqualTo("the printed results for a/1.png differ");
    }

    @Test
    void a_number_without_an_extension_names_an_image_at_the_beginning_only() {
        ImageMentions images = new ImageMentions(List.of(Path.of("images/0.png"), Path.of("images/1.png")));

        assertThat(images.about(1, List.of("0: class 1", "1: class 0", "images/1 2")))
                .hasSize(2);
    }

    private static PrintedResults results(List<String> predicted, List<String> inferred) {
        return new PrintedResults(
                "predict.py", predicted, "infer.py", inferred, new ImageMentions(IMAGES.subList(0, 1)), List.of());
    }

    private static Optional<Fault> difference(PrintedResults results) {
        return results.firstDifference(Optional.empty(), Tolerance.ofOptimisedBackends());
    }
}
