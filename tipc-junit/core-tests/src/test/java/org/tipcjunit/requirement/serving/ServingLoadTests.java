// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.LoadRun;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.ServiceRuns;
import org.tipcjunit.serving.LoadResult;

class ServingLoadTests {

    private final ServiceRuns runs = ServiceRuns.sound();

    @Test
    void passes_a_service_that_answers_everything_as_when_it_is_alone() {
        Finding finding = judge(runs.load(100, 20, samples -> {}));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the service answered 100 requests, 4 at a time");
        assertThat(finding.observed()).isEqualTo("50 requests a second; latency p50 20, p95 20, p99 20 ms");
        assertThat(finding.figures())
                .contains(
                        Figure.of("throughput", 50, "requests/s"),
                        Figure.of("latency under load, p99", 20, "ms"),
                        Figure.of("memory before the load", 200, "MiB"),
                        Figure.of("memory after the load", 210, "MiB"));
    }

    @Test
    void a_request_without_an_answer_is_lost() {
        Finding finding = judge(runs.load(
                100,
                20,
                samples -> samples.set(
                        7, new LoadResult.Sample(7, Optional.empty(), "connection reset", Duration.ofMillis(1)))));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the service loses requests under load");
        assertThat(finding.observed())
                .isEqualTo("1 without an answer and 0 answered wrongly of 100 requests; first request 8 (b.png):"
                        + " connection reset");
    }

    @Test
    void the_answer_about_another_image_is_wrong() {
        Finding finding = judge(runs.load(
                100,
                20,
                samples -> samples.set(
                        4,
                        new LoadResult.Sample(
                                4,
                                ServiceRuns.answer(0, 0, ServiceRuns.result(1)).response(),
                                "",
                                Duration.ofMillis(1)))));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the service answers wrongly under load");
        assertThat(finding.observed())
                .isEqualTo("0 without an answer and 1 answered wrongly of 100 requests; first request 5 (a.png):"
                        + " answered [class 0, score 0.80], alone [class 1, score 0.90]");
    }

    @Test
    void an_err_no_is_wrong() {
        Finding finding = judge(runs.load(
                10,
                20,
                samples -> samples.set(
                        0,
                        new LoadResult.Sample(
                                0, ServiceRuns.answer(0, 6000, "").response(), "", Duration.ofMillis(1)))));

        assertThat(finding.observed())
                .endsWith("first request 1 (a.png): err_no 6000 (time limit of the service): planted");
    }

    @Test
    void a_service_that_is_gone_afterwards_fails() {
        LoadRun load = runs.load(10, 20, samples -> {});
        Finding finding = judge(new LoadRun(
                load.stage(),
                load.cell(),
                load.startToReady(),
                load.images(),
                load.result(),
                load.memoryBefore(),
                load.memoryAfter(),
                false,
                load.stop()));

        assertThat(finding.summary()).isEqualTo("the service ended under load");
    }

    @Test
    void memory_that_grows_by_more_than_is_allowed_fails() {
        Finding finding = judge(withMemory(200L << 20, 365L << 20));

        assertThat(finding.summary()).isEqualTo("the service's memory grows with the requests");
        assertThat(finding.observed()).isEqualTo("200 MiB before and 365 MiB after 10 requests");
    }

    @Test
    void memory_may_grow_up_to_its_share_and_64_mebibytes() {
        assertThat(judge(withMemory(200L << 20, 364L << 20)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(withMemory(200L << 20, (364L << 20) + 1)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void memory_that_cannot_be_seen_cannot_be_judged() {
        Finding finding = judge(withMemory(0, 0));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the service's memory cannot be seen");
        assertThat(finding.observed()).isEqualTo("0 MiB before and 0 MiB after, though it runs");
        assertThat(judge(withMemory(200L << 20, 0)).verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
    }

    @Test
    void a_load_without_requests_fails() {
        Finding finding = judge(runs.load(0, 20, samples -> {}));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("no request was sent");
    }

    @Test
    void a_p99_above_the_demanded_one_fails() {
        Finding finding = new ServingLoad(new ServingLoad.Parameters(OptionalDouble.of(15), 0.5))
                .judge(runs.serving(), runs.load(100, 20, samples -> {}));

        assertThat(finding.summary()).isEqualTo("the service is too slow under load");
        assertThat(finding.observed()).isEqualTo("p99 20 ms");
    }

    @Test
    void memory_cannot_be_demanded_to_shrink() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServingLoad.Parameters(OptionalDouble.empty(), -0.1));
    }

    private LoadRun withMemory(long before, long after) {
        LoadRun load = runs.load(10, 20, samples -> {});
        return new LoadRun(
                load.stage(),
                load.cell(),
                load.startToReady(),
                load.images(),
                load.result(),
                before,
                after,
                true,
                load.stop());
    }

    private Finding judge(LoadRun load) {
        return new ServingLoad(new ServingLoad.Parameters(OptionalDouble.empty(), 0.5)).judge(runs.serving(), load);
    }
}
