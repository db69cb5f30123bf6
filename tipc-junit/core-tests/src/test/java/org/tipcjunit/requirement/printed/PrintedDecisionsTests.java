// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.text.ResultLine;

class PrintedDecisionsTests {

    /** Three images of class 0, one of class 1, two of class 2. */
    private static final List<BestClass> BEST = List.of(
            new BestClass(1, 3.25, 0.9421),
            new BestClass(0, 4.5, 0.9578),
            new BestClass(0, 3.5, 0.9417),
            new BestClass(2, 2.5, 0.9051),
            new BestClass(2, 4.75, 0.9602),
            new BestClass(0, 4.25, 0.9574));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "green 0.942;red 0.958;red 0.942;blue 0.905;blue 0.960;red 0.957",
                "green;red;red;blue;blue;red",
                "green 94%;red 96%;red 94%;blue 91%;blue 96%;red 96%",
                "class 1;class 0;class 0;class 2;class 2;class 0",
                // In the order of the folder, which is not that of the runs.
                "red;red;green;red;blue;blue",
                // Words of the image's own beside the label.
                "a sea green;the rose red;some brick red;deep blue;one blue bird;wine red",
                // What is too low is not named.
                "unknown 0.942;red 0.958;red 0.942;unknown 0.905;blue 0.960;red 0.957",
                "unknown 0.942;warm 0.958;unknown 0.942;cold 0.905;unknown 0.960;warm 0.957",
                "未知类别 0.942;red 0.958;未知类别 0.942;blue 0.905;blue 0.960;red 0.957",
                // Whatever the word, where that is the lowest share.
                "green;red;red;grey;blue;red",
                // Words that stand around results elsewhere, and labels without any letter.
                "class c 0.942;class a 0.958;class a 0.942;class + 0.905;class + 0.960;class a 0.957",
                "ok;ok;ok;ok;ok;ok",
                "ok 0.942;ok 0.958;ok 0.942;ok 0.905;ok 0.960;ok 0.957"
            })
    void what_goes_with_the_classes_in_any_way_is_a_decision(String results) {
        assertThat(part(results)).isEmpty();
    }

    @Test
    void one_class_tells_nothing_of_other_words() {
        assertThat(part(
                        "rose red 0.9421;brick red 0.9578;wine red 0.9417;red 0.9051;deep red 0.9602;red 0.9574",
                        BEST.stream()
                                .map(best -> new BestClass(0, best.score(), best.share()))
                                .toList()))
                .isEmpty();
    }

    @Test
    void results_that_have_nothing_to_do_with_the_outputs_cannot_be_judged() {
        assertThat(part("red 0.913;green 0.883;blue 0.771;blue 0.902;green 0.660;red 0.551"))
                .containsExactly(new Fault(
                        "the printed results do not go with what the network decides",
                        """
                        0.png: red 0.913
                        1.png: green 0.883
                        2.png: blue 0.771
                        3.png: blue 0.902
                        4.png: green 0.660
                        5.png: red 0.551
                        images with the highest score in one class have no label in common; there are 1 image, 2 images, 3 images \
                        of one class each""",
                        "print what is decided about the image from the outputs; results that are read from a file say nothing"
                                + " of the model"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red;green;blue;red;green;blue",
                "green 0.9421;blue 0.9578;red 0.9417;blue 0.9051;blue 0.9602;red 0.9574"
            })
    void no_label_of_a_class_may_be_left_out(String results) {
        assertThat(part(results))
                .extracting(Fault::summary)
                .containsExactly("the printed results do not go with what the network decides");
    }

    @Test
    void labels_that_do_not_go_with_the_scores_beside_them_cannot_be_judged() {
        assertThat(part("red 0.9421;green 0.9578;blue 0.9417;blue 0.9051;green 0.9602;red 0.9574"))
                .extracting(Fault::summary)
                .containsExactly("the printed results do not go with what the network decides");
    }

    @Test
    void a_score_that_no_output_holds_among_others_that_do_cannot_be_judged() {
        assertThat(part("green 0.942;red 0.958;red 0.942;red 1.000;blue 0.960;red 0.957"))
                .containsExactly(new Fault(
                        "a printed result is not what the network said about any image",
                        """
                        3.png: red 1.000
                        the other lines say the highest score of an output, or its share; this one says none of them""",
                        "print what the outputs say, and let no except clause put something else in their place"));
    }

    private static List<Fault> part(String results) {
        return part(results, BEST);
    }

    private static List<Fault> part(String results, List<BestClass> best) {
        List<String> printed = List.of(results.split(";", -1));
        List<List<ResultLine>> lines = IntStream.range(0, printed.size())
                .mapToObj(i -> i + ".png: " + printed.get(i))
                .map(line -> ResultLine.about(line.replaceFirst(":.*", ""), List.of(line)))
                .toList();
        return new PrintedDecisions(lines, best).part().unjudged();
    }
}
