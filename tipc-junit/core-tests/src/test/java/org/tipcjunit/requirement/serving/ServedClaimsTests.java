// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.ServiceRuns;

class ServedClaimsTests {

    private static final String CELL = "device=cpu, threads=1";

    @Test
    void a_service_that_does_as_its_config_says_has_no_fault() {
        ServedClaims claims = claims(
                Map.of(
                        "device_type", "cpu",
                        "thread_num", "1",
                        "ir_optim", "false",
                        "use_mkldnn", "true",
                        "mkldnn_cache_capacity", "10",
                        "precision", "fp32"),
                Map.of(),
                "2.6.2");

        assertThat(claims.faults()).isEmpty();
        assertThat(claims.notRun()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "thread_num, 4, 1 thread",
        "ir_optim, True, graph optimisation off",
        "mkldnn_cache_capacity, 5, 10 shapes kept",
        "precision, bf16, fp32",
    })
    void what_a_service_ignores_is_named(String name, String asked, String recorded) {
        ServedClaims claims = claims(Map.of(name, asked), Map.of(), "2.6.2");

        assertThat(claims.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.summary()).isEqualTo("the service ignores " + name + " (" + CELL + ")");
            assertThat(fault.detail()).isEqualTo("asked for was " + name + "=" + asked + ", recorded was " + recorded);
        });
    }

    @Test
    void onednn_that_was_asked_for_and_is_off_is_a_fault() {
        assertThat(claims(Map.of("use_mkldnn", "True"), Map.of("enable_mkldnn", "false"), "2.6.2")
                        .faults())
                .extracting(Fault::detail)
                .containsExactly("asked for was use_mkldnn=True, recorded was oneDNN off");
    }

    @Test
    void onednn_that_paddle_serving_leaves_on_counts_only_where_it_is_used() {
        Map<String, String> off = Map.of("use_mkldnn", "False");

        // Without graph optimisation Paddle 2 uses none of it.
        assertThat(claims(off, Map.of(), "2.6.2").notRun()).isEmpty();
        assertThat(claims(off, Map.of("ir_optim", "true"), "2.6.2").notRun()).isPresent();
        assertThat(claims(off, Map.of(), "3.3.1").notRun()).isPresent();
        assertThat(claims(off, Map.of(), "3.3.1").faults()).isEmpty();
    }

    @Test
    void a_precision_that_the_cpu_does_not_run_is_not_run() {
        assertThat(claims(Map.of("precision", "int8"), Map.of(), "2.6.2").notRun())
                .contains("asked for was int8, the predictor ran fp32: oneDNN's int8 was not switched on, which is for"
                        + " quantised models");
    }

    @Test
    void a_row_claims_as_well() {
        ServiceRun service = service(Map.of(), Map.of(), "2.6.2");

        assertThat(ServedClaims.of(cell(Map.of("device", "cpu", "threads", "2"), service), service)
                        .faults())
                .extracting(Fault::detail)
                .containsExactly("asked for was THREADS=2, recorded was 1 thread");
    }

    @Test
    void services_of_which_none_ran_as_its_row_says_cannot_be_judged() {
        ServiceRun service = service(Map.of("precision", "int8"), Map.of(), "2.6.2");

        Finding finding = new ServingConsistency(new ServingConsistency.Parameters(Optional.empty()))
                .judge(
                        ServiceRuns.exported(),
                        ServiceRuns.sound().inference(),
                        ServiceRuns.IMAGES,
                        ServiceRuns.serving(cell(Map.of(), service)));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("no service ran as its row says");
        assertThat(finding.observed())
                .isEqualTo(
                        CELL + ": identical; NOT_RUN: asked for was int8, the predictor ran fp32: oneDNN's int8 was not"
                                + " switched on, which is for quantised models");
    }

    private static ServedClaims claims(Map<String, String> asked, Map<String, String> recorded, String paddle) {
        ServiceRun service = service(asked, recorded, paddle);
        return ServedClaims.of(cell(Map.of(), service), service);
    }

    private static ServedCell cell(Map<String, String> alternatives, ServiceRun service) {
        return new ServedCell(CELL, alternatives, Optional.empty(), Optional.empty(), Optional.of(service));
    }

    private static ServiceRun service(Map<String, String> asked, Map<String, String> recorded, String paddle) {
        StageRun stage = Artifacts.stage(
                StageKind.SERVE,
                List.of("python3", "web_service.py"),
                new Termination.Dismissed(),
                List.of(new RecordedProcess(
                        1,
                        0,
                        List.of("web_service.py"),
                        Map.of("paddle", paddle),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())));
        ServiceRun service = ServiceRuns.with(runs -> {
                    runs.asked = asked;
                    runs.runs.replaceAll(run -> with(run, recorded));
                })
                .service();
        return new ServiceRun(
                stage,
                service.serviceName(),
                service.key(),
                service.documented(),
                service.used(),
                service.proxiesRemoved(),
                service.startToReady(),
                service.http(),
                service.grpc(),
                service.inFlight(),
                service.clients(),
                service.later(),
                service.runs(),
                service.reference(),
                service.stop(),
                service.asked());
    }

    private static PredictorRun with(PredictorRun run, Map<String, String> recorded) {
        Map<String, String> settings = new HashMap<>(run.settings());
        settings.put("mkldnn_cache_capacity", "10");
        settings.putAll(recorded);
        return new PredictorRun(run.index(), run.modelFile(), run.paramsFile(), settings, run.inputs(), run.outputs());
    }
}
