// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.serving.ServingConsistency;

/** Judges services of several cells, and cells that gave none. */
class ServingCellsTests {

    private static final String FIRST = "device=cpu, threads=1";
    private static final String SECOND = "device=cpu, threads=2";
    private static final ServedCell GPU =
            new ServedCell("device=gpu", Map.of(), Optional.of("needs a GPU"), Optional.empty(), Optional.empty());

    @Test
    void the_first_service_that_ran_is_shown_also_when_the_first_cell_could_not_run() {
        Finding finding = judge(GPU, cell(FIRST, runs -> {}));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.figures())
                .contains(
                        Figure.of("start to ready", 1.234, "s"),
                        Figure.of("latency over HTTP, p99", 8, "ms"),
                        Figure.share("cells of the service that ran", 1, 2, ""));
        assertThat(finding.evidence())
                .extracting(Evidence::title)
                .containsExactly("tensors of the service", "results", "services", "how it was served");
        assertThat(services(finding))
                .containsExactly(
                        List.of("device=gpu", "-", "-", "-", "-", "NOT_RUN: needs a GPU"),
                        List.of(FIRST, "1.234 s", "12", "8 ms", "8 ms", "identical"));
    }

    @Test
    void a_later_service_is_judged_for_itself() {
        Finding finding = judge(
                cell(FIRST, runs -> runs.grpc.set(1, ServiceRuns.answer(1, 5000, ""))),
                cell(SECOND, runs -> runs.clientOutput = List.of("a.png: class 4, score 0.90")));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the service does not answer over gRPC (" + FIRST + ")");
        assertThat(finding.observed()).isEqualTo("""
                        b.png: err_no 5000 (bad input): planted, HTTP status 200
                        the result of http_client.py for a.png is not that of infer.py (device=cpu, threads=2): http_client.py: \
                        a.png: class 4, score 0.90
                        infer.py: a.png: class 1, score 0.90
                        4 against 1""");
        assertThat(services(finding)).extracting(row -> row.get(5)).containsExactly("not identical", "not identical");
    }

    @Test
    void the_finding_shows_the_stage_of_the_cell_that_is_wrong() {
        ServedCell wrong = cell(SECOND, runs -> {
            runs.serviceEnd = new Termination.Exited(0);
            runs.later.set(0, ServiceRuns.lost(0, "connection refused"));
        });

        Finding finding = judge(cell(FIRST, runs -> {}), wrong);

        assertThat(finding.summary()).isEqualTo("the service does not answer after 10 answers (" + SECOND + ")");
        assertThat(finding.stage())
                .contains(wrong.service().orElseThrow().stage())
                .isNotEqualTo(judge(cell(FIRST, runs -> {})).stage());
    }

    @Test
    void the_finding_shows_the_stage_of_the_cell_that_failed() {
        StageRun stage = Artifacts.stage(StageKind.SERVE, List.of("python3", "web_service.py", "--opt", "b=2"));

        Finding finding = judge(cell(FIRST, runs -> {}), failed(Optional.of(stage)));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary())
                .isEqualTo("the service ended before it was ready: exit status 1 (" + SECOND + ")");
        assertThat(finding.observed()).isEqualTo("exit status 1 after 0.5 s");
        assertThat(finding.stage()).contains(stage);
    }

    @Test
    void a_config_whose_only_service_failed_does_not_count_as_not_run() {
        assertThat(judge(GPU, failed(Optional.empty())).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_cell_that_left_nothing_cannot_be_judged() {
        Finding finding = judge(
                cell(FIRST, runs -> {}),
                new ServedCell(SECOND, Map.of(), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("it cannot be seen what became of a service (" + SECOND + ")");
    }

    @Test
    void a_config_without_a_cell_cannot_be_judged() {
        Finding finding = judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the config asks for no service");
    }

    private static ServedCell cell(String name, Consumer<ServiceRuns> change) {
        return new ServedCell(
                name,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ServiceRuns.with(change).service()));
    }

    private static ServedCell failed(Optional<StageRun> stage) {
        return new ServedCell(
                SECOND,
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
                        stage)),
                Optional.empty());
    }

    private static Finding judge(ServedCell... cells) {
        return new ServingConsistency(new ServingConsistency.Parameters(Optional.empty()))
                .judge(
                        ServiceRuns.exported(),
                        ServiceRuns.sound().inference(),
                        ServiceRuns.IMAGES,
                        ServiceRuns.serving(cells));
    }

    private static List<List<String>> services(Finding finding) {
        return finding.evidence().stream()
                .filter(Evidence.TableEvidence.class::isInstance)
                .map(Evidence.TableEvidence.class::cast)
                .filter(table -> table.title().equals("services"))
                .map(Evidence.TableEvidence::rows)
                .findFirst()
                .orElseThrow();
    }
}
