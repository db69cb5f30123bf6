// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.text.ResultLine;

class PrintedScoresTests {

    /** Shares of four images, of the classes 0, 2, 1 and 2. */
    private static final List<double[]> ROWS = List.of(
            new double[] {0.9312, 0.0421, 0.0167, 0.0100},
            new double[] {0.0713, 0.0811, 0.8465, 0.0011},
            new double[] {0.0214, 0.9533, 0.0251, 0.0002},
            new double[] {0.0333, 0.0102, 0.9555, 0.0010});

    @ParameterizedTest
    @ValueSource(
            strings = {
                // PaddleClas: predict_cls.py, infer.py
                "class id(s): [0, 1, 2], score(s): [0.93, 0.04, 0.02], label_name(s): ['red', 'blue', 'green'];"
                        + "class id(s): [2, 1, 0], score(s): [0.85, 0.08, 0.07], label_name(s): ['green', 'blue', 'red'];"
                        + "class id(s): [1, 2, 0], score(s): [0.95, 0.03, 0.02], label_name(s): ['blue', 'green', 'red'];"
                        + "class id(s): [2, 0, 1], score(s): [0.96, 0.03, 0.01], label_name(s): ['green', 'red', 'blue']",
                "'class_ids': [0], 'scores': [0.9312];'class_ids': [2], 'scores': [0.8465];"
                        + "'class_ids': [1], 'scores': [0.9533];'class_ids': [2], 'scores': [0.9555]",
                // The reference implementation of models, and PaddleVideo.
                "class_id: 0, prob: 0.9312;class_id: 2, prob: 0.8465;class_id: 1, prob: 0.9533;class_id: 2, prob: 0.9555",
                "top-1 class: 0, top-1 score: 0.9312;top-1 class: 2, top-1 score: 0.8465;"
                        + "top-1 class: 1, top-1 score: 0.9533;top-1 class: 2, top-1 score: 0.9555",
                // Counted from 1, in another order than they ran, and the numbers of another list.
                "class_id: 1, prob: 0.9312;class_id: 3, prob: 0.8465;class_id: 2, prob: 0.9533;class_id: 3, prob: 0.9555",
                "class_id: 2;class_id: 2;class_id: 1;class_id: 0",
                "class_id: 17, prob: 0.9312;class_id: 44, prob: 0.8465;class_id: 3, prob: 0.9533;class_id: 44, prob: 0.9555",
                // Names alone, a share in percent, all scores, a score that the line names.
                "red;green;blue;green",
                "red 93.1%;green 84.7%;blue 95.3%;green 95.6%",
                "red [0.9312, 0.0421, 0.0167, 0.0100];green [0.0713, 0.0811, 0.8465, 0.0011];"
                        + "blue [0.0214, 0.9533, 0.0251, 0.0002];green [0.0333, 0.0102, 0.9555, 0.0010]",
                "red, danger 0.0100;green, danger 0.0011;blue, danger 0.0002;green, danger 0.0010",
                // A calibrated score, and a threshold.
                "red 0.881;green 0.772;blue 0.903;green 0.912",
            })
    void what_suites_print_of_the_best_class_is_its_number_and_score(String results) {
        assertThat(unjudged(results)).isEmpty();
    }

    @Test
    void the_score_of_one_class_beside_each_label_cannot_be_judged() {
        assertThat(unjudged("red 0.9312;green 0.0713;blue 0.0214;green 0.0333"))
                .containsExactly(new Fault(
                        "the printed scores are not those of the classes that are named",
                        """
                        1.png: green 0.0713
                        0.0713 is the score of another class; the highest is 0.8465, as a share 0.4246""",
                        "print the highest score beside the label of its class"));
    }

    @Test
    void the_lowest_score_beside_each_label_cannot_be_judged() {
        assertThat(unjudged("red 0.0100;green 0.0011;blue 0.0002;green 0.0010"))
                .extracting(Fault::summary)
                .containsExactly("the printed scores are not those of the classes that are named");
    }

    @Test
    void the_number_of_another_class_beside_the_highest_score_cannot_be_judged() {
        assertThat(unjudged("class_id: 3, prob: 0.9312;class_id: 3, prob: 0.8465;class_id: 3, prob: 0.9533;"
                        + "class_id: 3, prob: 0.9555"))
                .containsExactly(new Fault(
                        "the printed class numbers are not those of the highest scores",
                        """
                        0.png: class_id: 3, prob: 0.9312
                        the highest score is that of class 0, of 4""",
                        "print the number of the class with the highest score of the image's own outputs"));
    }

    @Test
    void two_classes_may_be_printed_by_the_share_of_either() {
        List<double[]> rows = List.of(new double[] {0.9, 0.1}, new double[] {0.2, 0.8}, new double[] {0.7, 0.3});

        assertThat(unjudged("ham 0.100;spam 0.800;ham 0.300", rows)).isEmpty();
    }

    private static List<Fault> unjudged(String results) {
        return unjudged(results, ROWS);
    }

    private static List<Fault> unjudged(String results, List<double[]> rows) {
        List<String> printed = List.of(results.split(";", -1));
        List<List<ResultLine>> lines = IntStream.range(0, printed.size())
                .mapToObj(i -> i + ".png: " + printed.get(i))
                .map(line -> ResultLine.about(line.replaceFirst(":.*", ""), List.of(line)))
                .toList();
        return new PrintedScores(
                        lines, rows, rows.stream().map(PrintedScoresTests::best).toList())
                .part()
                .unjudged();
    }

    private static BestClass best(double[] row) {
        double highest = Arrays.stream(row).max().orElseThrow();
        int number = IntStream.range(0, row.length)
                .filter(i -> row[i] == highest)
                .findFirst()
                .orElseThrow();
        double all = Arrays.stream(row).map(score -> Math.exp(score - highest)).sum();
        return new BestClass(number, highest, 1 / all);
    }
}
