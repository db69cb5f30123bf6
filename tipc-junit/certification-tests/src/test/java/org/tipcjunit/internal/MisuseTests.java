// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;
import org.tipcjunit.ExemptFromBackbones;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.LossConverges;
import org.tipcjunit.ModelSize;
import org.tipcjunit.TipcModel;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.DigitsTestCases;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.ServiceTestCases;
import org.tipcjunit.lanes.NeedsPaddle;

/** What a user got wrong fails before anything runs, with a message that says what to do. */
class MisuseTests {

    private static final String CONFIG = CertifiesDigits.CONFIG;

    @TempDir
    Path folder;

    @Test
    void requirement_in_a_class_without_a_model() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(WithoutModelTestCases.class))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.finishedWithFailure(
                                TestExecutionResultConditions.instanceOf(ExtensionConfigurationException.class),
                                TestExecutionResultConditions.message(
                                        "training() carries a requirement of tipc-junit, but neither its class "
                                                + WithoutModelTestCases.class.getName()
                                                + " nor an enclosing class is annotated with @TipcModel. Annotate the"
                                                + " class with @TipcModel(config = \"test_tipc/configs/...\")")));
    }

    @Test
    void two_requirements_on_one_method() {
        assertRefused(
                certify(TwoOnOneMethodTestCases.class, copy(), Map.of()),
                "TwoOnOneMethodTestCases.both() carries @LossConverges and @ExportsInferenceModel; give each requirement"
                        + " a test method of its own");
    }

    @Test
    void config_that_does_not_exist() {
        FixtureCopy copy = copy();

        assertRefused(
                certify(UnknownConfigTestCases.class, copy, Map.of()),
                "no repository has the config test_tipc/configs/digits/no_such.txt; tried " + copy.root(),
                "remedy: name the folder that holds test_tipc");
    }

    @Test
    void repository_that_does_not_exist() {
        Path missing = folder.resolve("missing");

        assertRefused(
                CertificationOutcome.of(
                        DigitsTestCases.class, folder.resolve("output"), Map.of("tipc.repository", missing.toString())),
                "no repository has the config " + CONFIG + "; tried " + missing);
    }

    static Stream<Arguments> brokenConfigs() {
        return Stream.of(
                Arguments.of(
                        "python:python3\n",
                        "python:python3\r\n",
                        ":3: 1 of 51 lines hold a carriage return, as Windows writes them",
                        "convert the file, for example with: sed -i 's/\\r$//' "),
                Arguments.of(
                        "trainer:norm_train\n",
                        "",
                        ":15: 'trainer' is expected here and found nowhere; the line has 'norm_train'",
                        "insert the line trainer:"),
                Arguments.of(
                        "--epochs:lite_train_lite_infer=12|whole_train_whole_infer=10",
                        "--epochs:whole_train_whole_infer=10",
                        ":7: no epochs are given for lite_train_lite_infer",
                        "add lite_train_lite_infer=VALUE to the list"));
    }

    @ParameterizedTest
    @MethodSource("brokenConfigs")
    void config_that_is_broken(String original, String broken, String problem, String remedy) {
        FixtureCopy copy = copy().plant(CONFIG, original, broken);

        assertRefused(
                certify(DigitsTestCases.class, copy, Map.of()),
                copy.root().resolve(CONFIG) + problem,
                "\n  remedy: " + remedy);
    }

    @Test
    void environment_that_nobody_committed() {
        assertRefused(
                certify(DigitsTestCases.class, copy(), Map.of("tipc.environment", "paddle-9.9")),
                "There is no requirement set 'paddle-9.9'; there are paddle-2.6.2, paddle-3.3.1");
    }

    @Test
    @NeedsPaddle
    void environment_that_is_left_blank_is_the_default_one() {
        CertificationOutcome outcome = certify(BlankEnvironmentTestCases.class, copy(), Map.of());

        assertThat(outcome.containers()).isEmpty();
        assertThat(CertificateReport.notCertified(outcome).paddle()).isEqualTo("2.6.2");
    }

    @Test
    void interpreter_that_does_not_exist() {
        Path python = folder.resolve("venv/bin/python");

        assertRefused(
                certify(DigitsTestCases.class, copy(), Map.of("tipc.python", python.toString())),
                "tipc.python names " + python + ", but there is no file " + python);
    }

    @Test
    @NeedsPaddle
    void prediction_command_that_does_not_take_the_weights() {
        assertRefused(
                certify(WithoutWeightsTestCases.class, copy(), Map.of()),
                "the prediction command 'predict.py --image_dir={images}' does not say where {weights} goes",
                "remedy: write it like predict.py --weights={weights} --image_dir={images}");
    }

    @ParameterizedTest
    @MethodSource("limits")
    @NeedsPaddle
    void stage_limit_that_is_no_positive_number_of_seconds(String limit) {
        assertRefused(
                certify(DigitsTestCases.class, copy(), Map.of("tipc.stage.limit", limit)),
                "tipc.stage.limit is '" + limit + "', which is no positive number of seconds",
                "remedy: name whole seconds, such as 900");
    }

    static Stream<String> limits() {
        return Stream.of("15m", "0", "-1");
    }

    @Test
    @NeedsPaddle
    void two_classes_that_write_to_one_folder() {
        Path output = folder.resolve("output");
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(FirstOfTwoTestCases.class), selectClass(SecondOfTwoTestCases.class))
                .configurationParameter("tipc.output", output.toString())
                .configurationParameter("tipc.repository", copy().root().toString())
                .execute();
        CertificationOutcome first =
                CertificationOutcome.of(results, FirstOfTwoTestCases.class, output.resolve("digits"));
        CertificationOutcome second =
                CertificationOutcome.of(results, SecondOfTwoTestCases.class, output.resolve("digits"));

        assertThat(first.containers()).isEmpty();
        assertRefused(
                second,
                FirstOfTwoTestCases.class.getName() + " and " + SecondOfTwoTestCases.class.getName()
                        + " both write their certificate to " + output.resolve("digits"),
                "Give one of them a name of its own with @TipcModel(name = ...)");
    }

    @Test
    void exemption_from_light_backbones_beside_a_demand_for_them() {
        assertRefused(
                certify(ExemptAndDemandingTestCases.class, copy(), Map.of()),
                ExemptAndDemandingTestCases.class.getName()
                        + " is exempt from section 4.3, but demands @ModelSize. Take either away");
    }

    @Test
    void exemption_from_light_backbones_without_a_reason() {
        assertRefused(
                certify(ExemptForNoReasonTestCases.class, copy(), Map.of()),
                ExemptForNoReasonTestCases.class.getName() + " does not say why it is exempt from section 4.3. Write"
                        + " @ExemptFromBackbones(value = OTHER, because = \"...\")");
    }

    @ExemptFromBackbones(ExemptFromBackbones.Reason.NLP)
    @TipcModel(config = CONFIG)
    static class ExemptAndDemandingTestCases {

        @ModelSize(maxMegabytes = 1)
        void size() {}
    }

    @ExemptFromBackbones(ExemptFromBackbones.Reason.OTHER)
    @TipcModel(config = CONFIG)
    static class ExemptForNoReasonTestCases {

        @ExportsInferenceModel
        void export() {}
    }

    private FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    @Test
    void config_of_a_service_that_does_not_exist() {
        FixtureCopy copy = copy();

        assertRefused(
                certify(ServiceTestCases.class, copy, Map.of("tipc.serving", "test_tipc/configs/digits/no_such.txt")),
                copy.root().resolve("test_tipc/configs/digits/no_such.txt")
                        + ":1: there is no such config of a service\n  remedy: name it relative to " + copy.root());
    }

    @Test
    void config_of_a_training_where_one_of_a_service_belongs() {
        assertRefused(
                certify(ServiceTestCases.class, copy(), Map.of("tipc.serving", CONFIG)),
                CONFIG + ":1: is a config of the kind train_infer_python, which serves nothing in Python",
                "remedy: name the model's *serving*python*.txt");
    }

    @Test
    void configs_of_a_build_are_handed_to_no_other_machine() {
        assertRefused(
                certify(ServiceTestCases.class, copy(), Map.of("tipc.dispatch", "slurm")),
                "tipc.dispatch hands configs to other machines, and a build certifies where it runs."
                        + " Call 'tipc certify --dispatch slurm', or leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"18080", "18080,18080", "18080,99999", "http,rpc"})
    void ports_of_a_service_that_are_none(String ports) {
        assertRefused(
                certify(ServiceTestCases.class, copy(), Map.of("tipc.serving.ports", ports)),
                "tipc.serving.ports is '" + ports,
                "which is no pair of ports\n  remedy: write the port for HTTP and that for gRPC, such as 18080,9993");
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

    static class WithoutModelTestCases {

        @LossConverges
        void training() {}
    }

    @TipcModel(config = CertifiesDigits.CONFIG)
    static class TwoOnOneMethodTestCases {

        @LossConverges
        @ExportsInferenceModel
        void both() {}
    }

    @TipcModel(config = "test_tipc/configs/digits/no_such.txt")
    static class UnknownConfigTestCases {

        @LossConverges
        void training() {}
    }

    @TipcModel(config = CertifiesDigits.CONFIG, predict = "predict.py --image_dir={images}")
    static class WithoutWeightsTestCases {

        @LossConverges
        void training() {}
    }

    @TipcModel(config = CertifiesDigits.CONFIG, environment = "")
    static class BlankEnvironmentTestCases {

        @Test
        void runs_no_stage() {}
    }

    @TipcModel(config = CertifiesDigits.CONFIG)
    static class FirstOfTwoTestCases {

        @Test
        void runs_no_stage() {}
    }

    @TipcModel(config = CertifiesDigits.CONFIG)
    static class SecondOfTwoTestCases {

        @Test
        void never_runs() {}
    }
}
