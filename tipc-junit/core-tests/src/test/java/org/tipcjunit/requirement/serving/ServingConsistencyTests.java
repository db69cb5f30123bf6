// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.ServiceRuns;
import org.tipcjunit.tensor.TensorValue;

class ServingConsistencyTests {

    private static final String IN_CELL = " (" + ServiceRuns.CELL + ")";

    @Test
    void passes_a_service_that_says_what_inference_says() {
        Finding finding = judge(ServiceRuns.sound());

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.clause()).isEqualTo(Clause.SERVING);
        assertThat(finding.summary()).isEqualTo("the service and inference agree on 2 images");
        assertThat(finding.observed())
                .isEqualTo("12 requests to 1 service answered; inputs and outputs equal bit for bit");
        assertThat(finding.figures())
                .contains(
                        Figure.of("start to ready", 1.234, "s"),
                        Figure.of("latency over HTTP, p50", 8, "ms"),
                        Figure.of("latency over HTTP, p99", 8, "ms"),
                        Figure.of("latency over gRPC, p50", 8, "ms"),
                        Figure.of("requests answered", 12, ""),
                        Figure.share("cells of the service that ran", 1, 1, ""));
        assertThat(finding.evidence())
                .extracting(Evidence::title)
                .contains("tensors of the service", "services", "how it was served", "results");
        assertThat(text(finding, "how it was served"))
                .contains(
                        "ports 40001 (HTTP) and 40002 (gRPC) in place of the documented 18080 (HTTP) and 9993 (gRPC)",
                        "taken from the service and its clients: http_proxy");
    }

    @Test
    void an_err_no_is_told_with_its_meaning() {
        Finding finding = judge(runs -> runs.grpc.set(1, ServiceRuns.answer(1, 5000, "")));

        assertFails(
                finding,
                "the service does not answer over gRPC" + IN_CELL,
                "b.png: err_no 5000 (bad input): planted, HTTP status 200");
    }

    @Test
    void a_request_without_an_answer_fails() {
        Finding finding = judge(runs -> runs.later.set(0, ServiceRuns.lost(0, "connection refused")));

        assertFails(finding, "the service does not answer after 10 answers" + IN_CELL, "a.png: connection refused");
    }

    @Test
    void an_answer_without_a_value_fails() {
        Finding finding = judge(runs -> runs.http.set(
                0,
                new org.tipcjunit.artifact.Answer(
                        ServiceRuns.IMAGES.get(0),
                        Optional.of(new org.tipcjunit.serving.PipelineResponse(
                                200, 0, "", List.of(), List.of(), java.time.Duration.ofMillis(1))),
                        "",
                        java.time.Duration.ofMillis(1))));

        assertFails(finding, "the service does not answer over HTTP" + IN_CELL, "a.png: err_no 0 without any value");
    }

    @Test
    void answers_that_are_swapped_between_concurrent_requests_fail() {
        Finding finding = judge(runs -> runs.inFlight.set(0, ServiceRuns.answer(0, 0, ServiceRuns.result(1))));

        assertFails(
                finding,
                "answers are swapped between concurrent requests" + IN_CELL,
                "a.png got the answer about b.png");
    }

    @Test
    void answers_that_differ_among_others_fail() {
        Finding finding = judge(runs -> runs.inFlight.set(3, ServiceRuns.answer(1, 0, "class 7")));

        assertFails(
                finding,
                "the service answers otherwise when several requests are under way" + IN_CELL,
                "b.png: alone [class 0, score 0.80], among others [class 7]");
    }

    @Test
    void an_answer_that_changes_in_the_course_of_time_fails() {
        Finding finding = judge(runs -> runs.later.set(1, ServiceRuns.answer(1, 0, "class 7")));

        assertFails(
                finding,
                "the service answers otherwise after 10 answers" + IN_CELL,
                "b.png: first [class 0, score 0.80], then [class 7]");
    }

    @Test
    void a_service_that_prepares_images_otherwise_fails_with_a_diagnosis() {
        Finding finding = judge(runs -> runs.runs.replaceAll(run -> ServiceRuns.run(
                run.index(), ServiceRuns.SERVED.resolve("inference.pdmodel"), new float[] {2, 4, 6, 8}, new float[] {
                    0.1f, 0.9f
                })));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the service gives its model another input than infer.py" + IN_CELL);
        assertThat(finding.observed())
                .startsWith("input 1 of 13 is none that infer.py prepared; against a.png: max abs 4")
                .contains("looks like another mean or std: inferred = 2 x + 0");
    }

    @Test
    void an_output_that_is_not_that_of_paddle_inference_fails_also_by_one_bit() {
        Finding finding = judge(runs -> runs.reference.set(
                3, List.of(TensorValue.ofFloats("fetch", List.of(1L, 2L), new float[] {0.1f, Math.nextUp(0.9f)}))));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary())
                .isEqualTo("the service's model gives another output than Paddle Inference" + IN_CELL);
        assertThat(finding.observed())
                .startsWith("a.png: against Paddle Inference with the service's settings"
                        + " (no graph optimisation, oneDNN, 1 thread): max abs 5.96e-8,")
                .endsWith("against infer.py: equal bit for bit");
    }

    @Test
    void a_reference_that_could_not_be_made_fails() {
        Finding finding = judge(runs -> runs.referenceError = "(NotFound) no such file");

        assertFails(
                finding,
                "Paddle Inference cannot say what the service has to answer" + IN_CELL,
                "(NotFound) no such file");
    }

    @Test
    void a_service_that_runs_another_model_fails() {
        Finding finding = judge(runs -> runs.runs.set(
                0,
                ServiceRuns.run(
                        0, Path.of("/repo/older/inference.pdmodel"), new float[] {1, 2, 3, 4}, new float[] {0, 1})));

        assertFails(
                finding,
                "the service runs another model than the one that was converted in this run" + IN_CELL,
                "ran /repo/older/inference.pdmodel, converted was " + ServiceRuns.SERVED
                        + " from /run/export/inference.pdmodel");
    }

    @Test
    void a_service_that_runs_another_model_beside_the_converted_one_cannot_be_judged() {
        Finding finding = judge(runs -> {
            for (int index = runs.runs.size(); index > 0; index--) {
                runs.runs.add(ServiceRuns.run(
                        99, Path.of("/repo/finder/inference.pdmodel"), new float[] {1, 2, 3, 4}, new float[] {0, 1}));
            }
        });

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("the service runs another model beside the one that was converted in this run" + IN_CELL);
        assertThat(finding.remedy()).startsWith("serve the converted model alone");
    }

    @Test
    void a_service_that_never_runs_a_model_fails() {
        Finding finding = judge(runs -> runs.runs.clear());

        assertFails(finding, "the service never ran a Paddle Inference predictor" + IN_CELL, "0 predictor runs");
    }

    @Test
    void a_service_that_answers_without_running_its_model_fails() {
        Finding finding = judge(runs -> {
            runs.runs.subList(5, 13).clear();
            runs.reference.subList(5, 13).clear();
        });

        assertFails(
                finding,
                "the service answered more requests than it ran its model for" + IN_CELL,
                "12 answers, 5 runs of the model");
    }

    @Test
    void a_service_that_never_sees_an_image_fails() {
        Finding finding = judge(runs -> {
            runs.runs.removeIf(run -> run.inputs().get(0).doubleAt(0) == 5);
            runs.reference.removeIf(outputs -> outputs.get(0).doubleAt(0) > 0.5);
        });

        assertFails(
                finding,
                "the service never gave its model the image b.png" + IN_CELL,
                "0 of 7 inputs are those of infer.py for b.png");
    }

    @Test
    void a_result_that_is_not_that_of_the_inference_script_fails() {
        Finding finding = judge(
                runs -> runs.inferenceOutput = List.of("a.png: class 1, score 0.90", "b.png: class 3, score 0.80"));

        assertFails(
                finding,
                "the result of the service for b.png is not that of infer.py" + IN_CELL,
                "the service: b.png: class 0, score 0.80\ninfer.py: b.png: class 3, score 0.80\n0 against 3");
    }

    @Test
    void a_last_printed_digit_may_differ_by_one() {
        Finding finding = judge(
                runs -> runs.inferenceOutput = List.of("a.png: class 1, score 0.91", "b.png: class 0, score 0.79"));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void results_in_other_words_cannot_be_judged_without_a_pattern() {
        Consumer<ServiceRuns> otherWords =
                runs -> runs.inferenceOutput = List.of("a.png -> label=1 p=0.90", "b.png -> label=0 p=0.80");

        Finding finding = judge(otherWords);
        Finding withPattern = judge(Optional.of("(?:class |label=)(\\d)"), ServiceRuns.with(otherWords));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("the service's result for a.png cannot be compared with that of infer.py" + IN_CELL);
        assertThat(withPattern.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_client_that_prints_another_result_fails() {
        Finding finding =
                judge(runs -> runs.clientOutput = List.of("a.png: class 1, score 0.90", "b.png: class 9, score 0.80"));

        assertFails(
                finding,
                "the result of http_client.py for b.png is not that of infer.py" + IN_CELL,
                "http_client.py: b.png: class 9, score 0.80\ninfer.py: b.png: class 0, score 0.80\n9 against 0");
    }

    @Test
    void a_client_that_got_an_error_and_ended_well_fails() {
        Finding finding =
                judge(runs -> runs.exchanges.set(1, ServiceRuns.exchange(1, OptionalInt.of(3002), List.of())));

        assertFails(
                finding,
                "the service does not answer the repository's http_client.py" + IN_CELL,
                "request 2 over http: err_no 3002 (no service of that name): planted");
    }

    @Test
    void a_client_that_cannot_be_seen_cannot_be_judged() {
        Finding finding = judge(runs -> {
            runs.exchanges.clear();
            runs.clientOutput = List.of();
        });

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("it cannot be seen what http_client.py was answered" + IN_CELL);
    }

    @Test
    void one_answer_to_all_images_is_blind() {
        Finding finding = judge(runs -> {
            runs.http.replaceAll(answer -> ServiceRuns.answer(index(answer.image()), 0, "class 1, score 0.90"));
            runs.grpc.replaceAll(answer -> ServiceRuns.answer(index(answer.image()), 0, "class 1, score 0.90"));
            runs.inFlight.replaceAll(answer -> ServiceRuns.answer(index(answer.image()), 0, "class 1, score 0.90"));
            runs.later.replaceAll(answer -> ServiceRuns.answer(index(answer.image()), 0, "class 1, score 0.90"));
            runs.exchanges.set(1, ServiceRuns.exchange(1, OptionalInt.of(0), List.of("class 1, score 0.90")));
            runs.inferenceOutput = List.of("a.png: class 1, score 0.90", "b.png: class 1, score 0.90");
            runs.clientOutput = runs.inferenceOutput;
        });

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("blind evidence: all images get the same answer" + IN_CELL);
    }

    @Test
    void inference_of_other_images_cannot_be_judged() {
        Finding finding = new ServingConsistency(new ServingConsistency.Parameters(Optional.empty()))
                .judge(
                        ServiceRuns.exported(),
                        ServiceRuns.sound().inference(),
                        List.of(Path.of("/repo/images/a.png")),
                        ServiceRuns.sound().serving());

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.observed()).isEqualTo("2 samples and 1 image");
    }

    @Test
    void a_later_cell_that_failed_fails_and_one_that_cannot_run_is_listed() {
        ServedCell sound = ServiceRuns.sound().serving().cells().get(0);
        ServedCell failed = new ServedCell(
                "device=cpu, threads=2",
                Map.of(),
                Optional.empty(),
                Optional.of(new StageFailure(
                        "digits",
                        StageKind.SERVE,
                        "serve-2",
                        StageFailure.Reason.FAILED,
                        "the service ended before it was ready: exit status 1",
                        "a service",
                        "exit status 1 after 0.5 s",
                        "read the log",
                        Optional.empty())),
                Optional.empty());
        ServedCell gpu =
                new ServedCell("device=gpu", Map.of(), Optional.of("needs a GPU"), Optional.empty(), Optional.empty());

        Finding finding = judge(Optional.empty(), ServiceRuns.sound(), ServiceRuns.serving(sound, failed, gpu));
        Finding withoutFailure = judge(Optional.empty(), ServiceRuns.sound(), ServiceRuns.serving(sound, gpu));

        assertFails(
                finding,
                "the service ended before it was ready: exit status 1 (device=cpu, threads=2)",
                "exit status 1 after 0.5 s");
        assertThat(withoutFailure.verdict()).isEqualTo(Verdict.PASS);
        assertThat(withoutFailure.figures()).contains(Figure.share("cells of the service that ran", 1, 2, ""));
    }

    @Test
    void a_config_of_which_nothing_can_run_here_is_not_run() {
        ServingRun serving = ServiceRuns.serving(
                new ServedCell("device=gpu", Map.of(), Optional.of("needs a GPU"), Optional.empty(), Optional.empty()));

        Finding finding = judge(Optional.empty(), ServiceRuns.sound(), serving);

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(finding.observed()).isEqualTo("device=gpu: needs a GPU");
    }

    private static int index(Path image) {
        return ServiceRuns.IMAGES.indexOf(image);
    }

    private static Finding judge(Consumer<ServiceRuns> change) {
        return judge(ServiceRuns.with(change));
    }

    private static Finding judge(ServiceRuns runs) {
        return judge(Optional.empty(), runs);
    }

    private static Finding judge(Optional<String> pattern, ServiceRuns runs) {
        return judge(pattern, runs, runs.serving());
    }

    private static Finding judge(Optional<String> pattern, ServiceRuns runs, ServingRun serving) {
        return new ServingConsistency(new ServingConsistency.Parameters(pattern))
                .judge(ServiceRuns.exported(), runs.inference(), ServiceRuns.IMAGES, serving);
    }

    private static void assertFails(Finding finding, String summary, String observed) {
        assertThat(finding.summary()).isEqualTo(summary);
        assertThat(finding.observed()).isEqualTo(observed);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.remedy()).isNotEmpty();
    }

    private static String text(Finding finding, String title) {
        return finding.evidence().stream()
                .filter(Evidence.TextEvidence.class::isInstance)
                .map(Evidence.TextEvidence.class::cast)
                .filter(evidence -> evidence.title().equals(title))
                .map(Evidence.TextEvidence::text)
                .findFirst()
                .orElseThrow();
    }
}
