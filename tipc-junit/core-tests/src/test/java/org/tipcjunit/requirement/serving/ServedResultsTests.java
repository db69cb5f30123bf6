// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.artifact.Answer;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.requirement.ServiceRuns;
import org.tipcjunit.requirement.tensors.Rounding;
import org.tipcjunit.serving.PipelineResponse;

class ServedResultsTests {

    @Test
    void shows_what_was_printed_and_answered_below_each_other() {
        ServedResults results = results(Optional.empty(), runs -> {});

        assertThat(results.part().faults()).isEmpty();
        assertThat(results.part().unjudged()).isEmpty();
        assertThat(results.sideBySide()).isEqualTo("""
                infer.py: a.png: class 1, score 0.90
                service: a.png: class 1, score 0.90
                infer.py: b.png: class 0, score 0.80
                service: b.png: class 0, score 0.80""");
    }

    @Test
    void a_client_may_tell_more_about_an_image_but_its_result_counts() {
        ServedResults results = results(
                Optional.empty(),
                runs -> runs.clientOutput = List.of(
                        "sending a.png, 812 bytes",
                        "a.png: class 1, score 0.90",
                        "sending b.png, 790 bytes",
                        "b.png: class 9, score 0.80"));

        assertThat(results.part().faults())
                .extracting(Fault::summary)
                .containsExactly("the result of http_client.py for b.png is not that of infer.py (cell)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class 1, score 0.90",
                "{'err_no': 0, 'value': ['class 1, score 0.90']}",
                "200",
                "[1]",
                "done",
                "best: class 0"
            })
    void a_client_that_prints_no_image_may_say_what_any_image_has(String line) {
        ServedResults results = results(Optional.empty(), runs -> runs.clientOutput = List.of(line, "done"));

        assertThat(results.part().faults()).isEmpty();
        assertThat(results.part().unjudged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"class 9, score 0.90", "class 1, score 0.80", "class 1, score 0.95"})
    void a_client_that_prints_no_image_and_a_result_that_none_has_cannot_be_compared(String line) {
        ServedResults results = results(Optional.empty(), runs -> runs.clientOutput = List.of("asking", line));

        assertThat(results.part().faults()).isEmpty();
        assertThat(results.part().unjudged())
                .extracting(Fault::summary, Fault::detail)
                .containsExactly(tuple(
                        "http_client.py prints a result that infer.py printed of no image (cell)",
                        "http_client.py: " + line + "\ninfer.py: a.png: class 1, score 0.90"));
    }

    @ParameterizedTest
    @CsvSource({
        "sky 0.9012, false",
        "{'sky': 0.9012}, false",
        "grass 0.9012, true",
        "score 0.9012, true",
        "0.9012, true",
        "sky 0.9, true"
    })
    void a_client_that_prints_the_score_of_an_image_beside_another_label_cannot_be_compared(
            String line, boolean sound) {
        for (String name : List.of("", "a.png: ")) {
            ServedResults results = results(Optional.empty(), runs -> {
                runs.http.set(0, ServiceRuns.answer(0, 0, "grass 0.9012"));
                runs.http.set(1, ServiceRuns.answer(1, 0, "stone 0.8010"));
                runs.clientOutput = List.of(name + line);
                runs.inferenceOutput = List.of("a.png: grass 0.9012", "b.png: stone 0.8010");
            });

            assertThat(results.part().faults()).isEmpty();
            assertThat(results.part().unjudged())
                    .extracting(Fault::summary)
                    .isEqualTo(
                            sound
                                    ? List.of()
                                    : List.of(
                                            "http_client.py prints a result that infer.py printed of no image (cell)"));
        }
    }

    @Test
    void an_image_of_which_inference_printed_nothing_cannot_be_compared() {
        ServedResults results =
                results(Optional.empty(), runs -> runs.inferenceOutput = List.of("b.png: class 0, score 0.80"));

        assertThat(results.part().faults()).isEmpty();
        assertThat(results.part().unjudged())
                .extracting(Fault::summary, Fault::detail)
                .containsExactly(tuple(
                        "the service's result for a.png cannot be compared with that of infer.py (cell)",
                        "infer.py printed no result for it"));
    }

    @Test
    void a_pattern_that_finds_nothing_in_the_answer_cannot_be_compared() {
        ServedResults results = results(Optional.of("label=(\\d)"), runs -> {});

        assertThat(results.part().unjudged())
                .extracting(Fault::detail)
                .containsExactly("infer.py printed no result for it");
    }

    @Test
    void the_order_of_what_a_pattern_finds_counts() {
        Map<Path, List<String>> answers = new LinkedHashMap<>();
        answers.put(ServiceRuns.IMAGES.get(0), List.of("[{'id': 3}, {'id': 5}]"));

        ServedResults swapped = results("id\\D+(\\d)", answers, List.of("a.png: id=5 then id=3"));
        ServedResults same = results("id\\D+(\\d)", answers, List.of("warm-up", "a.png: id=3 then id=5"));
        ServedResults shorter = results("id\\D+(\\d)", answers, List.of("a.png: id=3"));

        assertThat(swapped.part().faults())
                .extracting(Fault::detail)
                .containsExactly("the service: a.png: [{'id': 3}, {'id': 5}]\ninfer.py: a.png: id=5 then id=3\n"
                        + "3 against 5");
        assertThat(same.part().faults()).isEmpty();
        assertThat(same.part().unjudged()).isEmpty();
        assertThat(shorter.part().faults()).isEmpty();
        assertThat(shorter.part().unjudged()).hasSize(1);
    }

    @Test
    void keys_name_the_values_where_the_inference_script_prints_such_names() {
        List<String> values = List.of("[1]", "['0.9001']");
        String printed = "image_name: ./images/a.png, class_id: %d, prob: 0.9001";

        ServedResults same = keyed("class_id", values, printed.formatted(1));
        ServedResults other = keyed("class_id", values, printed.formatted(2));
        ServedResults otherKey = keyed("label", values, printed.formatted(1));

        assertThat(same.part().faults()).isEmpty();
        assertThat(same.part().unjudged()).isEmpty();
        assertThat(same.sideBySide()).contains("service: a.png: class_id: 1, prob: 0.9001");
        assertThat(other.part().faults())
                .extracting(Fault::summary)
                .containsExactly("the result of the service for a.png is not that of infer.py (cell)");
        assertThat(otherKey.part().faults()).isEmpty();
        assertThat(otherKey.part().unjudged()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'label': 'grass', 'score': 0.90123} | true",
                "[['grass', 0.9012]] | true",
                "{\"score\": 0.9012, \"label\": \"grass\"} | true",
                "{'label': 'sky', 'score': 0.9012} | false",
                "{'label': 'grass', 'score': 0.9112} | false",
                "{'label': 'grass', 'id': 3, 'score': 0.9012} | false",
                "{'score': 0.9012} | false"
            })
    void an_answer_may_say_the_same_label_and_numbers_in_another_form(String answer, boolean sound) {
        ServedResults results = results(Optional.empty(), runs -> {
            runs.http.set(0, ServiceRuns.answer(0, 0, answer));
            runs.clientOutput = List.of();
            runs.inferenceOutput = List.of("a.png: grass 0.9012", "b.png: class 0, score 0.80");
        });

        assertThat(results.part().faults()).isEmpty();
        assertThat(results.part().unjudged()).hasSize(sound ? 0 : 1);
    }

    private static ServedResults keyed(String key, List<String> values, String printed) {
        return results(Optional.empty(), runs -> {
            runs.http.set(
                    0,
                    new Answer(
                            ServiceRuns.IMAGES.get(0),
                            Optional.of(new PipelineResponse(
                                    200, 0, "", List.of(key, "prob"), values, Duration.ofMillis(8))),
                            "",
                            Duration.ofMillis(8)));
            runs.clientOutput = List.of();
            runs.inferenceOutput = List.of(printed, "b.png: class 0, score 0.80");
        });
    }

    @Test
    void a_line_about_a_longer_name_is_not_about_the_image() {
        Map<Path, List<String>> answers = Map.of(ServiceRuns.IMAGES.get(0), List.of("class 3"));

        ServedResults results = results("class (\\d)", answers, List.of("ba.png: class 5", "a.png: class 3"));

        assertThat(results.part().faults()).isEmpty();
        assertThat(results.part().unjudged()).isEmpty();
    }

    @Test
    void a_result_that_is_not_a_number_is_none() {
        ServedResults results = results(Optional.empty(), runs -> {
            runs.http.set(0, ServiceRuns.answer(0, 0, "score nan"));
            runs.inferenceOutput = List.of("a.png: score nan", "b.png: class 0, score 0.80");
        });

        assertThat(results.part().faults())
                .extracting(Fault::detail)
                .containsExactly("the service: a.png: score nan\ninfer.py: a.png: score nan\nNaN is no result");
    }

    private static ServedResults results(Optional<String> pattern, Consumer<ServiceRuns> change) {
        ServiceRuns runs = ServiceRuns.with(change);
        Map<Path, List<String>> answers = new LinkedHashMap<>();
        runs.http.forEach(answer ->
                answers.put(answer.image(), answer.response().orElseThrow().values()));
        return ServedResults.of(
                runs.service(), "cell", answers, runs.inference().stage(), pattern, Rounding.unknown());
    }

    private static ServedResults results(String pattern, Map<Path, List<String>> answers, List<String> printed) {
        ServiceRuns runs = ServiceRuns.with(sound -> {
            sound.clientOutput = List.of();
            sound.inferenceOutput = printed;
        });
        return ServedResults.of(
                runs.service(), "cell", answers, runs.inference().stage(), Optional.of(pattern), Rounding.unknown());
    }
}
