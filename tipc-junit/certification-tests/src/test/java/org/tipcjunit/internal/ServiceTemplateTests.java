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
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.DeploymentDocumented;
import org.tipcjunit.ServingMatchesInference;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.stage.serve.ServingPlan;

/** Configs of services among those of a repository. No test trains: what is looked at is what would be run. */
@NeedsPaddle
class ServiceTemplateTests {

    private static final String FOLDER = "test_tipc/configs/digits/";
    private static final String TRAINING = FOLDER + "train_infer_python.txt";
    private static final String WHOLE = FOLDER + "whole_train_infer_python.txt";
    private static final String NAME = "model_linux_cpu_normal_normal_serving_python_linux_cpu";
    private static final String SERVICE = FOLDER + NAME + ".txt";
    private static final String SECOND = FOLDER + "second_serving_python.txt";
    private static final String PLAIN = " [norm_train, CPU, full precision]";
    private static final String OF_SERVICE = "digits/" + NAME;
    private static final String OF_TRAINING = "digits/train_infer_python";

    @TempDir
    Path folder;

    private FixtureCopy repository;
    private Path output;

    @BeforeEach
    void copy() {
        repository = FixtureCopy.into(folder.resolve("repository"));
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

    /** Get how each invocation ended, by its name. */
    private static Map<String, String> invocations(EngineExecutionResults results) {
        Map<String, String> ends = new LinkedHashMap<>();
        results.containerEvents().finished().stream()
                .filter(event -> event.getTestDescriptor()
                        .getUniqueId()
                        .getLastSegment()
                        .getType()
                        .equals("class-template-invocation"))
                .forEach(event -> {
                    TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
                    ends.put(
                            event.getTestDescriptor().getDisplayName(),
                            result.getThrowable().map(Throwable::getMessage).orElse("" + result.getStatus()));
                });
        return ends;
    }

    private String report(String results) throws IOException {
        return Files.readString(output.resolve(results).resolve("not-certified.json"));
    }

    private void state(String... lines) throws IOException {
        Files.writeString(
                repository.root().resolve(FOLDER + CertificationProperties.NAME), String.join("\n", lines) + "\n");
    }

    private void addSecondService() throws IOException {
        Files.copy(repository.root().resolve(SERVICE), repository.root().resolve(SECOND));
    }

    @Test
    void service_is_certified_with_the_training_beside_it_into_a_folder_of_its_own() throws IOException {
        EngineExecutionResults results = certify(PlansTestCases.class, Map.of("tipc.configs", SERVICE));

        assertThat(invocations(results)).containsExactly(Map.entry(SERVICE + PLAIN, "SUCCESSFUL"));
        results.testEvents().assertStatistics(statistics -> statistics.succeeded(1));
        assertThat(report(OF_SERVICE))
                .contains("\"config\" : \"" + TRAINING + "\"")
                .containsPattern("\"name\" : \"serving\",\\s*\"value\" : \"" + SERVICE
                        + "\",\\s*\"source\" : \"the selected config\"");
        assertThat(output.resolve(OF_TRAINING)).doesNotExist();
    }

    @Test
    void service_and_its_training_keep_their_results_apart() throws IOException {
        EngineExecutionResults results =
                certify(PlansTestCases.class, Map.of("tipc.configs", SERVICE + "\n" + TRAINING));

        assertThat(invocations(results))
                .containsOnly(Map.entry(SERVICE + PLAIN, "SUCCESSFUL"), Map.entry(TRAINING + PLAIN, "SUCCESSFUL"));
        assertThat(report(OF_SERVICE)).contains(SERVICE);
        assertThat(report(OF_TRAINING)).contains(TRAINING);
    }

    @Test
    void service_that_no_requirement_judges_is_not_certified() throws IOException {
        certify(JudgesNoServiceTestCases.class, Map.of("tipc.configs", SERVICE + "\n" + TRAINING));

        assertThat(report(OF_SERVICE)).contains("4.2.3-1 NOT_RUN");
        assertThat(report(OF_TRAINING)).doesNotContain("4.2.3-1");
    }

    @Test
    void training_that_is_stated_for_one_service_is_taken() throws IOException {
        state(NAME + ".txt.train-config=" + WHOLE);

        certify(PlansTestCases.class, Map.of("tipc.configs", SERVICE, "tipc.mode", "whole_train_whole_infer"));

        assertThat(report(OF_SERVICE)).contains("\"config\" : \"" + WHOLE + "\"");
    }

    @Test
    void service_whose_training_is_not_clear_fails_alone() throws IOException {
        Files.createDirectories(repository.root().resolve("test_tipc/configs/alone"));
        Files.move(
                repository.root().resolve(SERVICE),
                repository.root().resolve("test_tipc/configs/alone/serving_python.txt"));

        EngineExecutionResults results =
                certify(PlansTestCases.class, Map.of("tipc.configs", "test_tipc/configs/alone/*.txt\n" + TRAINING));

        assertThat(invocations(results)).containsEntry(TRAINING + PLAIN, "SUCCESSFUL");
        assertThat(invocations(results).get("test_tipc/configs/alone/serving_python.txt"))
                .contains(
                        "serving_python.txt:1: it serves a model, and no config beside it trains one",
                        "remedy: name the config that trains and exports the model with --train-config CONFIG");
    }

    @Test
    void mode_of_services_leaves_the_mode_of_their_training_and_trains_nothing() throws IOException {
        EngineExecutionResults results = certify(
                PlansTestCases.class, Map.of("tipc.configs", SERVICE + "\n" + TRAINING, "tipc.mode", "serving_infer"));

        assertThat(invocations(results)).containsEntry(SERVICE + PLAIN, "SUCCESSFUL");
        assertThat(report(OF_SERVICE)).contains("\"lite_train_lite_infer\"").doesNotContain("serving_infer\"");
        assertThat(invocations(results).get(TRAINING))
                .contains("the mode 'serving_infer' trains nothing that could be certified");
    }

    @Test
    void mode_of_the_training_is_taken_from_the_setting() throws IOException {
        certify(
                PlansTestCases.class,
                Map.of("tipc.configs", SERVICE, "tipc.train.config", WHOLE, "tipc.mode", "whole_train_whole_infer"));

        assertThat(report(OF_SERVICE)).contains("\"whole_train_whole_infer\"");
    }

    @Test
    void what_is_stated_for_one_service_holds_for_it_alone() throws IOException {
        addSecondService();
        state("deployment=of_all.md", NAME + ".txt.deployment=of_one.md", NAME + ".txt.serving-request=one:image");

        certify(PlansTestCases.class, Map.of("tipc.configs", SERVICE + "\n" + SECOND));

        assertThat(report(OF_SERVICE))
                .contains("\"of_one.md\"", "\"one:image\"")
                .doesNotContain("of_all.md");
        assertThat(report("digits/second_serving_python"))
                .contains("\"of_all.md\"")
                .doesNotContain("of_one.md", "one:image");
    }

    @Test
    void only_service_beside_a_training_is_taken_where_one_is_demanded() throws IOException {
        certify(PlansTestCases.class, Map.of("tipc.configs", TRAINING));

        assertThat(report(OF_TRAINING))
                .containsPattern("\"name\" : \"serving\",\\s*\"value\" : \"" + SERVICE
                        + "\",\\s*\"source\" : \"the only one beside the config\"");
    }

    @Test
    void service_that_the_repository_states_is_taken_among_several() throws IOException {
        addSecondService();
        state("train_infer_python.txt.serving=" + SECOND);

        certify(PlansTestCases.class, Map.of("tipc.configs", TRAINING));

        assertThat(report(OF_TRAINING))
                .containsPattern("\"name\" : \"serving\",\\s*\"value\" : \"" + SECOND
                        + "\",\\s*\"source\" : \"certification.properties\"");
    }

    @Test
    void service_that_the_repository_states_is_planned_for_who_takes_its_artifact() throws IOException {
        addSecondService();
        state("serving=" + SECOND);

        EngineExecutionResults results = certify(TakesServingTestCases.class, Map.of("tipc.configs", TRAINING));

        results.testEvents().assertStatistics(statistics -> statistics.succeeded(1));
    }

    @Test
    void class_that_asks_for_no_service_plans_none() throws IOException {
        state("serving=" + SECOND); // It does not even exist.

        EngineExecutionResults results = certify(JudgesNoServiceTestCases.class, Map.of("tipc.configs", TRAINING));

        assertThat(invocations(results)).containsExactly(Map.entry(TRAINING + PLAIN, "SUCCESSFUL"));
    }

    @Test
    void setting_that_names_another_service_than_was_selected_is_refused() throws IOException {
        addSecondService();

        EngineExecutionResults results =
                certify(PlansTestCases.class, Map.of("tipc.configs", SERVICE, "tipc.serving", SECOND));

        assertThat(invocations(results).get(SERVICE + PLAIN))
                .contains(":1: it was selected, but tipc.serving names " + SECOND, "remedy: ");
    }

    @Test
    void ports_that_a_setting_fixes_are_an_override() throws IOException {
        certify(PlansTestCases.class, Map.of("tipc.configs", SERVICE, "tipc.serving.ports", "18080,9993"));

        assertThat(report(OF_SERVICE)).contains("\"tipc.serving.ports\" : \"18080,9993\"");
    }

    @Test
    void what_of_a_service_this_machine_cannot_run_stands_on_the_report() throws IOException {
        repository.plant(SERVICE, "local_service_conf.devices:null", "local_service_conf.devices:null|0");

        certify(PlansTestCases.class, Map.of("tipc.configs", SERVICE));

        assertThat(report(OF_SERVICE)).contains("needs a GPU that Paddle can use");
    }

    /** Demands a service, and runs nothing of it. */
    @TipcRepository
    static class PlansTestCases {

        @Test
        void planned(Chain chain) {
            assertThat(chain.plan().part(ServingPlan.class)).isPresent();
        }

        @Disabled
        @ServingMatchesInference
        void serving() {}

        @Disabled
        @DeploymentDocumented
        void deployment() {}
    }

    @TipcRepository
    static class JudgesNoServiceTestCases {

        @Test
        void runs_no_stage() {}
    }

    @TipcRepository
    static class TakesServingTestCases {

        @Test
        void planned(Chain chain) {
            assertThat(chain.plan().part(ServingPlan.class).orElseThrow().configPath())
                    .isEqualTo(SECOND);
        }

        @Disabled
        @Test
        void served(ServingRun serving) {}
    }
}
