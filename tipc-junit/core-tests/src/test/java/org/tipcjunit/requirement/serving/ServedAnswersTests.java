// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.artifact.Answer;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.recording.ClientExchange;
import org.tipcjunit.requirement.ServiceRuns;

class ServedAnswersTests {

    @Test
    void keeps_the_values_of_sequential_answers_and_counts_all() {
        ServedAnswers answers = answers(runs -> {});

        assertThat(answers.part().faults()).isEmpty();
        assertThat(answers.part().unjudged()).isEmpty();
        assertThat(answers.answered()).isEqualTo(12);
        assertThat(answers.values())
                .containsExactly(
                        Map.entry(ServiceRuns.IMAGES.get(0), List.of(ServiceRuns.result(0))),
                        Map.entry(ServiceRuns.IMAGES.get(1), List.of(ServiceRuns.result(1))));
    }

    @ParameterizedTest
    @CsvSource({
        "http, over HTTP",
        "grpc, over gRPC",
        "inFlight, when several requests are under way",
        "later, after 10 answers"
    })
    void a_way_in_which_no_request_was_sent_cannot_be_judged(String way, String words) {
        ServedAnswers answers = answers(runs -> way(runs, way).clear());

        assertThat(answers.part().faults()).isEmpty();
        assertThat(answers.part().unjudged())
                .containsExactly(new Fault(
                        "the service was not asked about every image " + words + " (cell)",
                        "0 requests, none about a.png",
                        "run it again to the end"));
    }

    @Test
    void an_image_that_was_not_asked_about_cannot_be_judged() {
        ServedAnswers answers =
                answers(runs -> runs.inFlight.removeIf(answer -> answer.image().equals(ServiceRuns.IMAGES.get(1))));

        assertThat(answers.part().unjudged()).extracting(Fault::detail).containsExactly("2 requests, none about b.png");
    }

    @Test
    void another_answer_over_grpc_fails() {
        ServedAnswers answers = answers(runs -> runs.grpc.set(0, ServiceRuns.answer(0, 0, "class 7")));

        assertThat(answers.part().faults())
                .containsExactly(new Fault(
                        "the service answers otherwise over gRPC (cell)",
                        "a.png: first [class 1, score 0.90], then [class 7]",
                        "let an answer depend on its request only"));
    }

    @Test
    void a_request_that_is_lost_among_others_fails() {
        ServedAnswers answers = answers(runs -> runs.inFlight.set(2, ServiceRuns.lost(0, "time limit of 30 s")));

        assertThat(answers.part().faults())
                .extracting(Fault::summary, Fault::detail)
                .containsExactly(tuple(
                        "the service does not answer when several requests are under way (cell)",
                        "a.png: time limit of 30 s"));
    }

    @Test
    void a_client_that_got_no_answer_fails_with_its_error() {
        ServedAnswers answers =
                answers(runs -> runs.exchanges.set(0, exchange(0, OptionalInt.empty(), "ConnectionError: refused")));

        assertThat(answers.part().faults())
                .extracting(Fault::detail)
                .containsExactly("request 1 over http: ConnectionError: refused");
    }

    @Test
    void a_client_that_got_something_else_than_a_pipeline_answer_fails() {
        ServedAnswers answers = answers(runs -> runs.exchanges.set(0, exchange(404, OptionalInt.empty(), "")));

        assertThat(answers.part().faults())
                .extracting(Fault::detail)
                .containsExactly("request 1 over http: HTTP status 404 and no answer of a pipeline service");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "00, false", "01, true", "10, true", "000000, true"})
    void a_client_that_asks_about_one_image_in_the_place_of_all_cannot_be_judged(String asked, boolean sound) {
        ServedAnswers answers = answers(runs -> {
            runs.exchanges.clear();
            for (int i = 0; i < asked.length(); i++) {
                runs.exchanges.add(
                        ServiceRuns.exchange(i, OptionalInt.of(0), List.of(ServiceRuns.result(asked.charAt(i) - '0'))));
            }
        });

        assertThat(answers.part().faults()).isEmpty();
        assertThat(answers.part().unjudged())
                .isEqualTo(
                        sound
                                ? List.of()
                                : List.of(new Fault(
                                        "http_client.py asks about some images several times and about others not at all (cell)",
                                        "different answers to 2 requests: 1; to the 2 images: 2",
                                        "let it send each of the images once")));
    }

    @Test
    void a_client_that_got_an_answer_about_no_test_image_fails() {
        ServedAnswers answers =
                answers(runs -> runs.exchanges.set(1, ServiceRuns.exchange(1, OptionalInt.of(0), List.of("class 7"))));

        assertThat(answers.part().faults())
                .extracting(Fault::summary, Fault::detail)
                .containsExactly(tuple(
                        "the service answers the repository's http_client.py otherwise (cell)",
                        "request 2: [class 7], which is the answer about no test image"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, OK",
        "50, error of the model's own code",
        "3000, not implemented",
        "3001, service closed",
        "3002, no service of that name",
        "3003, initialisation failed",
        "4000, bad configuration",
        "5000, bad input",
        "6000, time limit of the service",
        "7000, wrong type",
        "8000, bad RPC package",
        "9000, client error",
        "10000, unknown error",
        "77, not documented"
    })
    void an_err_no_has_a_meaning(int number, String meaning) {
        assertThat(ErrNo.describe(number, " planted\n")).isEqualTo("err_no " + number + " (" + meaning + "): planted");
        assertThat(ErrNo.describe(number, " ")).isEqualTo("err_no " + number + " (" + meaning + ")");
    }

    private static List<Answer> way(ServiceRuns runs, String way) {
        return switch (way) {
            case "http" -> runs.http;
            case "grpc" -> runs.grpc;
            case "inFlight" -> runs.inFlight;
            default -> runs.later;
        };
    }

    private static ClientExchange exchange(int status, OptionalInt errNo, String error) {
        return new ClientExchange(
                0,
                "http",
                "http://127.0.0.1:18080/net/prediction",
                status,
                errNo,
                "",
                List.of("image"),
                List.of(),
                List.of(),
                error,
                0.01);
    }

    private static ServedAnswers answers(Consumer<ServiceRuns> change) {
        return ServedAnswers.of(ServiceRuns.with(change).service(), "cell", ServiceRuns.IMAGES);
    }
}
