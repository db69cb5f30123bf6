// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;

class RepositoryTemplateTests {

    private static final String LITE = "test_tipc/configs/digits/train_infer_python.txt";
    private static final String SECOND = "test_tipc/configs/second/train_infer_python.txt";
    private static final String BOTH = "test_tipc/configs/*/train_infer_python.txt";
    private static final String PLAIN = " [norm_train, CPU, full precision]";

    @TempDir
    Path folder;

    private FixtureCopy repository;
    private Path output;

    @BeforeEach
    void copy() throws IOException {
        repository = FixtureCopy.into(folder.resolve("repository"));
        Path second = repository.root().resolve(SECOND);
        Files.createDirectories(second.getParent());
        Files.copy(repository.root().resolve(LITE), second);
        output = folder.resolve("output");
    }

    private EngineExecutionResults certify(Class<?> certification, Map<String, String> settings) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(certification))
                .configurationParameter("tipc.output", output.toString())
                .configurationParameter("tipc.repository", repository.root().toString());
        settings.forEach(kit::configurationParameter);
        return kit.execute();
    }

    /** Get how each invocation or class ended, by its name. */
    private static Map<String, String> containers(EngineExecutionResults results) {
        Map<String, String> ends = new LinkedHashMap<>();
        results.containerEvents().finished().stream()
                .filter(event -> event.getTestDescriptor()
                        .getUniqueId()
                        .getLastSegment()
                        .getType()
                        .startsWith("class-template"))
                .forEach(event -> ends.put(event.getTestDescriptor().getDisplayName(), end(event)));
        return ends;
    }

    private static String end(Event event) {
        TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
        return result.getThrowable().map(Throwable::getMessage).orElse("" + result.getStatus());
    }

    @Test
    @NeedsPaddle
    void runs_the_class_once_for_each_config() {
        EngineExecutionResults results = certify(EveryConfigTestCases.class, Map.of());

        assertThat(containers(results))
                .containsExactly(
                        Map.entry(LITE + PLAIN, "SUCCESSFUL"),
                        Map.entry(SECOND + PLAIN, "SUCCESSFUL"),
                        Map.entry("RepositoryTemplateTests$EveryConfigTestCases", "SUCCESSFUL"));
        results.testEvents()
                .assertStatistics(statistics -> statistics.started(4).succeeded(4));
        assertThat(output.resolve("digits/train_infer_python/not-certified.json"))
                .exists();
        assertThat(output.resolve("second/train_infer_python/not-certified.json"))
                .exists();
    }

    @Test
    @NeedsPaddle
    void states_the_config_and_what_was_declared_on_the_certificate() throws IOException {
        Files.writeString(
                repository.root().resolve(LITE).resolveSibling("certification.properties"),
                "metric=top1\ntrain_infer_python.txt.row=digits (lite)\n");

        certify(EveryConfigTestCases.class, Map.of("tipc.configs", LITE, "tipc.stage.limit", "600"));

        String json = Files.readString(output.resolve("digits/train_infer_python/not-certified.json"));
        assertThat(json)
                .contains("\"config\" : \"" + LITE + "\"")
                .contains("\"combination\" : \"norm_train, CPU, full precision\"")
                .contains("\"top1\"", "\"digits (lite)\"", "\"certification.properties\"")
                .contains("\"tipc.stage.limit\" : \"600\"");
    }

    @Test
    @NeedsPaddle
    void config_that_cannot_be_planned_fails_alone_and_retires_its_certificate() throws IOException {
        Path retired = output.resolve("digits/train_infer_python");
        Files.createDirectories(retired);
        Files.writeString(retired.resolve("certificate.json"), "{}");
        repository.plant(LITE, "trainer:norm_train\n", "");

        EngineExecutionResults results = certify(EveryConfigTestCases.class, Map.of());

        Map<String, String> ends = containers(results);
        assertThat(ends).containsEntry(SECOND + PLAIN, "SUCCESSFUL");
        assertThat(ends.get(LITE)).contains("train_infer_python.txt:", "\n  remedy: ");
        results.testEvents().assertStatistics(statistics -> statistics.succeeded(2));
        assertThat(retired.resolve("certificate.json")).doesNotExist();
        assertThat(retired.resolve("superseded")).isDirectory();
    }

    @Test
    void glob_that_matches_nothing_fails_the_class() {
        EngineExecutionResults results = certify(NoMatchTestCases.class, Map.of());

        assertThat(containers(results).get("RepositoryTemplateTests$NoMatchTestCases"))
                .contains("no file in " + repository.root() + " matches test_tipc/configs/*/no_such.txt");
        results.testEvents().assertStatistics(statistics -> statistics.started(0));
    }

    @Test
    void class_without_configs_fails() {
        assertThat(containers(certify(WithoutConfigsTestCases.class, Map.of()))
                        .get("RepositoryTemplateTests$WithoutConfigsTestCases"))
                .contains(WithoutConfigsTestCases.class.getName() + " names no configs", "tipc.configs");
    }

    @Test
    void mode_that_trains_nothing_is_refused() {
        assertThat(containers(certify(
                                EveryConfigTestCases.class, Map.of("tipc.configs", LITE, "tipc.mode", "whole_infer")))
                        .values())
                .anySatisfy(
                        message -> assertThat(message).contains("whole_infer", "remedy: ", "lite_train_lite_infer"));
    }

    @Test
    @NeedsPaddle
    void failing_test_of_one_config_keeps_only_that_one_from_being_certified() throws IOException {
        certify(FailsForLiteTestCases.class, Map.of());

        assertThat(Files.readString(output.resolve("digits/train_infer_python/not-certified.json")))
                .contains("test failed: of_one_config");
        assertThat(Files.readString(output.resolve("second/train_infer_python/not-certified.json")))
                .doesNotContain("test failed");
    }

    @Test
    @NeedsPaddle
    void metric_that_nobody_declared_is_not_run_and_says_how_to_declare_it() throws IOException {
        Files.delete(repository.root().resolve(LITE).resolveSibling("certification.properties"));
        EngineExecutionResults results =
                certify(UndeclaredMetricTestCases.class, Map.of("tipc.configs", LITE, "tipc.train.args", "--epochs=1"));

        results.testEvents().assertStatistics(statistics -> statistics.aborted(1));
        assertThat(Files.readString(output.resolve("digits/train_infer_python/not-certified.json")))
                .contains("4.1.3-2 NOT_RUN: no documented metric was named")
                .contains("--metric NAME --documented-in README");
    }

    @TipcRepository(configs = BOTH)
    static class EveryConfigTestCases {

        @Test
        void runs_no_stage(PaddleEnvironment environment) {
            assertThat(environment.paddleVersion()).isEqualTo("2.6.2");
        }

        @Nested
        class InNestedClass {

            @Test
            void runs_no_stage_either(PaddleEnvironment environment) {
                assertThat(environment.paddleVersion()).isEqualTo("2.6.2");
            }
        }
    }

    @TipcRepository(configs = "test_tipc/configs/*/no_such.txt")
    static class NoMatchTestCases {

        @Test
        void never_runs() {}
    }

    @TipcRepository
    static class WithoutConfigsTestCases {

        @Test
        void never_runs() {}
    }

    @TipcRepository(configs = BOTH)
    static class FailsForLiteTestCases {

        @Test
        void of_one_config(org.tipcjunit.chain.Chain chain) {
            assertThat(chain.plan().runDirectory().toString()).contains("second");
        }
    }

    @TipcRepository
    static class UndeclaredMetricTestCases {

        @MetricReaches
        void evaluation() {}
    }
}
