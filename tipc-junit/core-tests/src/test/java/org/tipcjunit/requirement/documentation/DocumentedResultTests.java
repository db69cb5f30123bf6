// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.text.ImageMentions;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.ResultLine;

class DocumentedResultTests {

    private static final List<Path> IMAGES = List.of(Path.of("/repo/images/a.png"), Path.of("/repo/images/b.png"));
    private static final String EMBEDDING = "a.png: embedding of length 1.0000, first 0.0641 0.1479 -0.0298 0.0565";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // documented; printed, of which the second image's line tells labels from other words
                "a.png: cat 0.98; a.png: cat 0.98",
                "a.png: cat 0.91; a.png: cat 0.98",
                "a.png is a cat (0.91); a.png: cat 0.98",
                "a.png: cat 98%; a.png: cat 97%",
                "a.png: class 3 98%; a.png: class 3 97%",
                "a.png: class 3, score 0.91, top3: 3=0.91 5=0.04; a.png: class 3, score 0.98, top3: 3=0.98 8=0.01",
                "a.png: 猫 0.91; a.png: 猫 0.98",
                "a.png: score 0.91, label cat; a.png: score 0.98, label cat",
                "images/a.png: cat 0.98; [2024-01-01 10:00:00,123] ppx INFO: a.png: cat 0.98",
                "a.png: cat 0.98 in 12.5 ms; a.png: cat 0.98 in 11.2 ms",
                "a: cat 0.98; a.png: cat 0.98",
                "a.png: class_ids [4, 9, 1], scores [0.87, 0.05, 0.02]; a.png: class_ids [4, 1, 9], scores [0.85, 0.06, 0.03]",
                "a.png: ids [4, 9] scores [0.87, 0.05] ['four', 'nine']; a.png: ids [4, 1] scores [0.85, 0.06] ['four', 'one']",
                "a.png: 23.41 years; a.png: 23.52 years",
                "a.png: 0.641 0.148 -0.030; a.png: 0.6412 0.1479 -0.0298"
            })
    void agrees_with_the_decision_that_was_printed(String documented, String printed) {
        assertThat(compare(documented, false, printed).faults()).isEmpty();
        assertThat(compare(documented, false, printed).unjudged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.png: cat 0.91; a.png: dog 0.98",
                "a.png: cat; a.png: dog",
                "a.png: class_ids [4, 9, 1], scores [0.87, 0.05, 0.02]; a.png: class_ids [9, 4, 1], scores [0.85, 0.06, 0.03]",
                "a.png: class_ids [4, 9, 1], scores [0.02, 0.05, 0.87]; a.png: class_ids [4, 1, 9], scores [0.03, 0.06, 0.85]",
                "a.png: ids [4, 9] scores [0.87, 0.05] ['four', 'nine']; a.png: ids [4, 1] scores [0.85, 0.06] ['cat', 'one']",
                "a.png: class 3, score 0.91; a.png: class 4, score 0.98",
                "a.png: cat 91%; a.png: dog 97%",
                "a.png: 猫 0.91; a.png: 狗 0.98",
                "a.png: score 0.91, label cat; a.png: score 0.98, label dog",
                "a.png: 0.641 0.148 -0.030; a.png: -0.0298 0.6412 0.1479",
                "a.png: 23.41 years; a.png: 41.52 years",
                EMBEDDING + "; a.png: embedding of length 1.0000, first -0.0309 0.2081 -0.0048 -0.0185"
            })
    void another_decision_is_none_of_this_run(String documented, String printed) {
        assertThat(compare(documented, false, printed).faults())
                .extracting(Fault::summary)
                .containsExactly("the README's results of prediction are not those of this run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // which of an image's objects stands first is only which has the highest score
                "class 0, score 0.439, box [28.2, 34.1, 49.3, 58.6]; class 2, score 0.321, box [16.9, 31.7, 25.4, 49.9]"
                        + "| class 2, score 0.538, box [16.1, 31.2, 25.8, 49.1]; class 0, score 0.411, box [28.9, 34.7, 49.0, 58.2]",
                "cat 0.91 [1, 2, 30, 40], dog 0.81 [5, 6, 70, 80] | dog 0.97 [5, 6, 71, 82]"
            })
    void agrees_where_at_least_half_of_the_objects_are_the_same(String documented, String printed) {
        assertThat(compare("a.png: " + documented, false, "a.png: " + printed).faults())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class 0, score 0.439, box [28.2, 34.1, 49.3, 58.6]; class 0, score 0.321, box [16.9, 31.7, 25.4, 49.9]"
                        + "| class 2, score 0.538, box [16.1, 31.2, 25.8, 49.1]; class 1, score 0.411, box [28.9, 34.7, 49.0, 58.2]",
                "cat 0.91 [1, 2, 30, 40], dog 0.81 [5, 6, 70, 80] | fox 0.97 [5, 6, 71, 82]",
                // ranks of one decision are no objects
                "class 3, score 0.91; class 5, score 0.04 | class 5, score 0.91; class 3, score 0.04"
            })
    void other_objects_are_none_of_this_run(String documented, String printed) {
        assertThat(compare("a.png: " + documented, false, "a.png: " + printed).faults())
                .extracting(Fault::summary)
                .containsExactly("the README's results of prediction are not those of this run");
    }

    private static final String[] RANKED = {
        "[{'class_ids': [4, 9], 'scores': [0.91315, 0.02234], 'file_name': 'images/a.png', 'label_names': ['great white shark, man-eater', 'nine']}]",
        "[{'class_ids': [7, 4], 'scores': [0.93972, 0.01104], 'file_name': 'images/b.png', 'label_names': ['seven', 'four']}]"
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.png: class 4, score 0.91315, great white shark; b.png: class 7, score 0.93972, seven",
                "a.png is a man-eater (0.913); b.png is seven (0.940)",
                "a.png | 91.32% | 4; b.png | 93.97% | 7",
                "a.png: 4, 0.91; b.png: 7, 0.94",
                "a.png shows digit 4 with a probability of 0.913; b.png shows digit 7 with a probability of 0.939",
                "a.png 类别 4 得分 0.913; b.png 类别 7 得分 0.939"
            })
    void agrees_in_the_documents_own_words_where_class_and_score_are_those_that_were_printed(String a, String b) {
        assertThat(compare(a + "\n" + b, false, RANKED).faults()).isEmpty();
        // What agrees does not make up for what does not.
        assertThat(compare(a + "\n" + b.replace('7', '8').replace("seven", "eight"), false, RANKED)
                        .figures())
                .extracting(figure -> figure.value().text())
                .containsExactly("2", "1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // another number, class or image; no decision; something beside it that could be another one
                "class 4, score 0.81315, great white shark; 7, 0.83972",
                "class 4, score 0.93, great white shark; 7, 0.95",
                "score 0.91315; score 0.93972",
                "4, great white shark; 7, seven",
                "4; 7",
                "class 7, score 0.93972; class 4, score 0.91315",
                "class 4, score 0.9; class 7, score 0.9",
                "class 4 of 10, score 0.91315; class 7 of 10, score 0.93972",
                "4 0.91315 0.91315; 7 0.93972 0.93972",
                "shark 0.91; eight 0.94",
                "4, 0.91, box; 7, 0.94, bus"
            })
    void own_words_without_class_and_score_are_none_of_this_run(String a, String b) {
        assertThat(compare("a.png: " + a + "\nb.png: " + b, false, RANKED).faults())
                .extracting(Fault::summary)
                .containsExactly("the README's results of prediction are not those of this run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"class 7, score 0.93972, nine", "class 8, score 0.93972", "four 0.93972"})
    void own_words_with_a_score_beside_another_class_fail_whatever_the_share(String b) {
        assertThat(compare("a.png: class 4, score 0.91315\nb.png: " + b, false, RANKED)
                        .faults())
                .extracting(Fault::summary)
                .containsExactly("the README's results of prediction have the numbers of this run, but other labels");
    }

    @Test
    void rows_of_a_table_are_read_in_whatever_order() {
        String table = """
                # Prediction results

                | picture | name | score | class |
                |---|---|---|---|
                | a.png | great white shark | 0.91315 | 4 |
                | b.png | seven | %s | 7 |
                """;

        assertThat(compare(Readme.of(Path.of("README.md"), table.formatted("0.93972")), IMAGES, false, RANKED)
                        .figures())
                .extracting(figure -> figure.value().text())
                .containsExactly("2", "2");
        assertThat(compare(Readme.of(Path.of("README.md"), table.formatted("0.85")), IMAGES, false, RANKED)
                        .figures())
                .extracting(figure -> figure.value().text())
                .containsExactly("2", "1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.png: cat 0.98, class 3; a.png: class 3, score 0.98, label cat",
                "a.png: 3 0.98; a.png: class 3, score 0.98, label cat",
                "a.png: 0.98 3; a.png: class 3, score 0.98"
            })
    void one_printed_class_may_be_told_in_another_order(String documented, String printed) {
        assertThat(compare(documented, false, printed).faults()).isEmpty();
        assertThat(compare(documented.replace("cat", "dog").replace('3', '2'), false, printed)
                        .faults())
                .hasSize(1);
    }

    @Test
    void another_label_beside_equal_numbers_fails_whatever_the_share() {
        Part part = compare(
                "a.png: cat 0.98\nb.png: dog 0.7512\nc.png: fox 0.6", false, "a.png: dog 0.98", "b.png: dog 0.7512");

        assertThat(part.faults())
                .containsExactly(new Fault(
                        "the README's results of prediction have the numbers of this run, but other labels",
                        "README.md:4 documents: a.png: cat 0.98\npredict.py printed: a.png: dog 0.98",
                        "replace the results in the README by what predict.py prints"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.png: class 3, score 0.98, label cat; a.png: class 3, score 0.98, label dog",
                "{'file_name': 'a.png', 'class_ids': [3], 'scores': [0.98], 'label_names': ['cat']}; {'file_name': 'a.png', 'class_ids': [3], 'scores': [0.98], 'label_names': ['dog']}"
            })
    void a_label_behind_the_numbers_is_compared_too(String documented, String printed) {
        assertThat(compare(documented, false, printed).faults())
                .extracting(Fault::summary)
                .containsExactly("the README's results of prediction have the numbers of this run, but other labels");
    }

    @Test
    void embeddings_of_another_processor_vary_alike_and_those_of_others_do_not() {
        Random random = new Random(7);
        DocumentedValues alike = new DocumentedValues();
        DocumentedValues others = new DocumentedValues();
        DocumentedValues few = new DocumentedValues();
        for (int image = 0; image < 8; image++) {
            double[] documented = random.doubles(8, -0.2, 0.2).toArray();
            double[] rounded = Arrays.stream(documented)
                    .map(value -> value + random.nextDouble(-0.1, 0.1))
                    .toArray();
            ResultLine line = embedding(documented);
            alike.add(line, embedding(rounded));
            others.add(line, embedding(random.doubles(8, -0.2, 0.2).toArray()));
            if (image < 3) {
                few.add(line, embedding(rounded));
            }
        }

        assertThat(alike.varyAlike()).isTrue();
        assertThat(others.varyAlike()).isFalse();
        assertThat(few.varyAlike()).isFalse();
        assertThat(new DocumentedValues().varyAlike()).isFalse();
    }

    private static ResultLine embedding(double... values) {
        String text = "a.png: embedding of length 1.0000, first "
                + Arrays.stream(values)
                        .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                        .collect(Collectors.joining(" "));
        return ResultLine.about("a.png", List.of(text)).get(0);
    }

    @Test
    void lines_without_a_decision_cannot_be_judged() {
        Part part = compare("a.png: saved\nb.png: saved", false, "processing a.png", "processing b.png");

        assertThat(part.faults()).isEmpty();
        assertThat(part.unjudged())
                .containsExactly(new Fault(
                        "the README's results of prediction hold no decision",
                        "README.md:4 documents: a.png: saved\npredict.py printed: processing a.png",
                        "let predict.py print what was decided, a label or numbers, and document that"));
    }

    @ParameterizedTest
    @CsvSource({"parsecs 23.41, false", "parsecs 41.52, true", "emb 0.52 -0.11, false", "emb 0.11 0.52, true"})
    void values_beside_a_word_that_every_line_has_are_compared(String documented, boolean differs) {
        String[] printed = documented.startsWith("emb")
                ? new String[] {"a.png: emb 0.5211 -0.1104", "b.png: emb -0.4211 0.9"}
                : new String[] {"a.png: parsecs 23.52", "b.png: parsecs 11.5"};

        assertThat(compare("a.png: " + documented, false, printed).faults()).hasSize(differs ? 1 : 0);
    }

    @Test
    void a_label_that_all_images_got_is_a_decision_whatever_the_score() {
        assertThat(compare("a.png: positive 0.91", false, "a.png: positive 0.6", "b.png: positive 0.7")
                        .faults())
                .isEmpty();
        assertThat(compare("a.png: negative 0.91", false, "a.png: positive 0.6", "b.png: positive 0.7")
                        .faults())
                .hasSize(1);
    }

    @Test
    void embeddings_of_another_seed_are_left_open_and_never_counted_as_agreement() {
        Part part = compare(EMBEDDING, true, "a.png: embedding of length 1.0000, first -0.0309 0.2081 -0.0048 -0.0185");

        assertThat(part.faults()).isEmpty();
        assertThat(part.figures())
                .extracting(figure -> figure.name() + " " + figure.value().text())
                .containsExactly(
                        "documented results of prediction 1",
                        "documented results of prediction that agree 0",
                        "documented values of prediction that another seed leaves open 1");
    }

    @Test
    void images_of_equal_names_are_told_by_their_folders() {
        List<Path> images = List.of(Path.of("/repo/images/a/1.png"), Path.of("/repo/images/b/1.png"));

        assertThat(compare(
                                images,
                                "a/1.png: cat 0.98\nb/1.png: dog 0.7512",
                                false,
                                "b/1.png: dog 0.7512",
                                "a/1.png: cat 0.98")
                        .faults())
                .isEmpty();
        assertThat(compare(
                                images,
                                "a/1.png: dog 0.98\nb/1.png: cat 0.7512",
                                false,
                                "b/1.png: dog 0.7512",
                                "a/1.png: cat 0.98")
                        .faults())
                .hasSize(1);
    }

    private static Part compare(String documented, boolean otherSeed, String... printed) {
        String[] lines = printed.length > 1 ? printed : new String[] {printed[0], "b.png: unrelated fox 0.4321"};
        return compare(IMAGES, documented, otherSeed, lines);
    }

    private static Part compare(List<Path> images, String documented, boolean otherSeed, String... printed) {
        Readme readme = Readme.of(Path.of("README.md"), "# Prediction results\n\n```text\n" + documented + "\n```\n");
        return compare(readme, images, otherSeed, printed);
    }

    private static Part compare(Readme readme, List<Path> images, boolean otherSeed, String... printed) {
        StageRun stage = Artifacts.stage(StageKind.PREDICT, List.of("python3", "predict.py"), printed);
        return new ReadmeComparison(readme, Set.of(), 0.5)
                .results(stage, ReadmeComparison.Section.PREDICTION, new ImageMentions(images), otherSeed);
    }
}
