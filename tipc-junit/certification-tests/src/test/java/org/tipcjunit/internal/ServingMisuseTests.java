// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.ABORTED;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.DeploymentDocumented;
import org.tipcjunit.ServesUnderLoad;
import org.tipcjunit.ServingMatchesInference;
import org.tipcjunit.TipcModel;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.ServiceTestCases;
import org.tipcjunit.lanes.NeedsPaddle;

/** What a user got wrong about a service fails, or is told as not run, before anything is trained. */
class ServingMisuseTests {

    private static final String FOLDER = "test_tipc/configs/digits/";
    private static final String SERVICE = FOLDER + "model_linux_cpu_normal_normal_serving_python_linux_cpu.txt";

    @TempDir
    Path folder;

    private FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    private FixtureCopy copyWithoutService() throws IOException {
        FixtureCopy copy = copy();
        Files.delete(copy.root().resolve(SERVICE));
        return copy;
    }

    private CertificationOutcome certify(Class<?> certification, FixtureCopy copy, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("tipc.repository", copy.root().toString());
        return CertificationOutcome.of(certification, folder.resolve("output"), all);
    }

    private static void assertRefused(CertificationOutcome outcome, String... messageParts) {
        assertThat(outcome.tests()).as("tests that ran").isEmpty();
        assertThat(outcome.containers()).hasSize(1);
        CertificationOutcome.Result refused =
                outcome.containers().values().iterator().next();
        assertThat(refused.status()).isEqualTo(FAILED);
        assertThat(refused.message()).contains(messageParts);
        assertThat(outcome.hasCertificate()).isFalse();
    }

    @Test
    @NeedsPaddle
    void requirements_of_a_service_that_nobody_named_are_not_run() throws IOException {
        CertificationOutcome outcome = certify(WithoutServiceTestCases.class, copyWithoutService(), Map.of());

        assertThat(outcome.named(ABORTED)).containsExactlyInAnyOrder("serving", "deployment", "load");
        assertThat(outcome.tests().get("serving").message()).isEqualToNormalizingNewlines("""
                        @ServingMatchesInference of digits was not judged: no config of the model's service was named
                          remedy: name it with @TipcModel(serving = ...), tipc.serving, or serving=CONFIG in a \
                        certification.properties beside the config""");
        assertThat(outcome.tests().get("deployment").message()).contains("no config of the model's service was named");
        assertThat(outcome.tests().get("load").message()).contains("no config of the model's service was named");
        assertThat(outcome.hasCertificate()).isFalse();
        assertThat(Files.readString(outcome.directory().resolve("not-certified.md")))
                .contains("4.2.3-1", "no config of the model's service was named");
    }

    @Test
    @NeedsPaddle
    void services_among_which_nobody_chose_are_named() throws IOException {
        FixtureCopy copy = copy();
        Files.copy(copy.root().resolve(SERVICE), copy.root().resolve(FOLDER + "another_serving_python.txt"));

        CertificationOutcome outcome = certify(WithoutServiceTestCases.class, copy, Map.of());

        assertThat(outcome.tests().get("serving").message())
                .contains(
                        "several configs of services lie beside the config, and none was named",
                        FOLDER + "another_serving_python.txt, " + SERVICE,
                        "remedy: name it with @TipcModel(serving = ...)");
    }

    @Test
    @NeedsPaddle
    void artifact_of_a_service_that_nobody_named_says_how_to_name_one() throws IOException {
        CertificationOutcome outcome = certify(AsksForServingTestCases.class, copyWithoutService(), Map.of());

        assertThat(outcome.tests().get("served").message())
                .contains("no serving config was named", "ServingRun of digits is not available");
        assertThat(outcome.containers().values())
                .singleElement()
                .extracting(CertificationOutcome.Result::message)
                .asString()
                .contains("no serving config was named");
    }

    @Test
    void service_config_that_does_not_exist() {
        FixtureCopy copy = copy();

        assertRefused(
                certify(UnknownServiceTestCases.class, copy, Map.of()),
                copy.root().resolve(FOLDER + "no_such.txt") + ":1: there is no such config of a service",
                "\n  remedy: name it relative to " + copy.root());
    }

    @Test
    void training_config_of_another_kind() {
        FixtureCopy copy = copy();

        assertRefused(
                certify(ServiceAsTrainingTestCases.class, copy, Map.of()),
                copy.root().resolve(SERVICE) + ":1: it is the config of a service and trains nothing",
                "\n  remedy: name the config that trains and exports the model, and this one as serving");
    }

    @Test
    void service_config_that_is_broken() {
        FixtureCopy copy = copy().plant(SERVICE, "python:python3\n", "python:python3\r\n");

        assertRefused(
                certify(ServiceTestCases.class, copy, Map.of()),
                copy.root().resolve(SERVICE) + ":3: 1 of 18 lines hold a carriage return",
                "\n  remedy: convert the file");
    }

    @Test
    void service_config_that_no_suite_has() {
        FixtureCopy copy = copy().plant(SERVICE, "serving_dir:./fixtures/digits/deploy/serving\n", "");

        assertRefused(
                certify(ServiceTestCases.class, copy, Map.of()),
                copy.root().resolve(SERVICE) + ":1: no layout of a serving config has its client on this line",
                "\n  remedy: ");
    }

    @Test
    @NeedsPaddle
    void service_in_cpp_is_refused_with_the_plans_reason() throws IOException {
        FixtureCopy copy = copy();
        Files.writeString(copy.root().resolve(SERVICE), """
                ====serving_params====
                model_name:digits
                python:python3
                inference_model_url:null
                trans_model:-m paddle_serving_client.convert
                --dirname:./fixtures/digits/output/inference/
                --model_filename:inference.pdmodel
                --params_filename:inference.pdiparams
                --serving_server:./fixtures/digits/deploy/serving/digits_serving/
                --serving_client:./fixtures/digits/deploy/serving/digits_client/
                serving_dir:./fixtures/digits/deploy/serving
                web_service:-m paddle_serving_server.serve --model digits_serving --port 9292
                --use_gpu:null
                pipline:pipeline_http_client.py
                """);

        assertRefused(
                certify(ServiceTestCases.class, copy, Map.of()),
                SERVICE + ":1: is a config of the kind serving_cpp, which serves nothing in Python",
                "remedy: ");
    }

    @TipcModel(config = CertifiesDigits.CONFIG)
    static class WithoutServiceTestCases {

        @ServingMatchesInference
        void serving() {}

        @DeploymentDocumented
        void deployment() {}

        @ServesUnderLoad
        void load() {}
    }

    @TipcModel(config = CertifiesDigits.CONFIG)
    static class AsksForServingTestCases {

        @Test
        void served(ServingRun serving) {}
    }

    @TipcModel(config = CertifiesDigits.CONFIG, serving = FOLDER + "no_such.txt")
    static class UnknownServiceTestCases {

        @ServingMatchesInference
        void serving() {}
    }

    @TipcModel(config = SERVICE)
    static class ServiceAsTrainingTestCases {

        @ServingMatchesInference
        void serving() {}
    }
}
