// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.tipcjunit.BackboneDocumented;
import org.tipcjunit.Backbones;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReplacesBackbone;
import org.tipcjunit.TipcModel;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.lanes.AlsoShownBy;
import org.tipcjunit.lanes.NeedsPaddle;

/** Runs one class with two backbones: the digits network with heads of different size stands for both. */
@NeedsPaddle
class BackboneTemplateTests {

    private static final String ORIGINAL = "ResNet18";
    private static final String LIGHT = "ShuffleNetV2_x1_0";
    private static final String SETTINGS = "fixtures/digits/configs/digits.yaml";
    private static final String TABLE = """

            | backbone | top1 | hyper-parameters |
            |---|---|---|
            | ResNet18 | 0.9 | - |
            | ShuffleNetV2_x1_0 | 0.8 | head of 12 |
            """;

    @TempDir
    Path folder;

    @Test
    void certifies_each_backbone_and_writes_a_table_with_the_original_first() throws IOException {
        FixtureCopy copy = withBackbones();

        EngineExecutionResults results = certify(TwoBackbonesTestCases.class, copy, Map.of());

        assertThat(failures(results)).isEmpty();
        assertThat(invocations(results)).containsExactlyInAnyOrder(ORIGINAL, LIGHT);
        assertThat(notCertified("digits_" + ORIGINAL)).contains("\"backbone\"", ORIGINAL);
        assertThat(notCertified("digits_" + LIGHT))
                .contains("fixtures/digits/configs/" + LIGHT + ".yaml")
                .contains("another one than with 1 other backbone")
                .doesNotContain("{backbone}");
        String table = Files.readString(folder.resolve("output/TwoBackbonesTestCases/backbones.md"));
        assertThat(table.lines().filter(line -> line.startsWith("| ")).toList())
                .hasSize(3)
                .satisfies(rows -> {
                    assertThat(rows.get(1))
                            .startsWith("| ResNet18 (original) | 0.")
                            .contains("[not certified](<../digits_ResNet18/not-certified.md>)");
                    assertThat(rows.get(2))
                            .startsWith("| ShuffleNetV2_x1_0 | 0.")
                            .contains(" | head of 12 | ");
                });
    }

    @Test
    void a_result_that_is_coming_soon_is_never_certified() throws IOException {
        FixtureCopy copy = withBackbones().plant("fixtures/digits/README.md", "| 0.8 |", "| coming soon |");

        EngineExecutionResults results = certify(TwoBackbonesTestCases.class, copy, Map.of());

        assertThat(failures(results)).isEmpty();
        assertThat(Files.readString(folder.resolve("output/TwoBackbonesTestCases/backbones.md")))
                .contains("| ShuffleNetV2_x1_0 | coming soon | head of 12 | - | - | - | - | [coming soon](");
    }

    @Test
    @AlsoShownBy("ConcurrentCertificationTests")
    void backbones_are_certified_side_by_side_where_tests_run_in_parallel() throws IOException {
        EngineExecutionResults results = certify(
                TwoBackbonesTestCases.class,
                withBackbones(),
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "2"));

        assertThat(failures(results)).isEmpty();
        List<Event> invocations = results.containerEvents().stream()
                .filter(event -> isInvocation(event))
                .toList();
        assertThat(invocations.stream().map(event -> event.getType().toString()))
                .as("both start before one ends")
                .startsWith("DYNAMIC_TEST_REGISTERED")
                .containsSubsequence("STARTED", "STARTED", "FINISHED", "FINISHED");
        assertThat(folder.resolve("output/TwoBackbonesTestCases/backbones.html"))
                .exists();
    }

    @Test
    void a_config_that_is_the_same_for_all_is_refused() {
        assertThat(failures(certify(OneConfigTestCases.class, copy(), Map.of())).values())
                .containsExactly(
                        OneConfigTestCases.class.getName()
                                + ": the config test_tipc/configs/digits/train_infer_python.txt is the same for all"
                                + " backbones. Write {backbone} where the name of the backbone stands in @TipcModel(config = ...)");
    }

    @Test
    void a_backbone_of_which_nothing_is_stated_is_refused() {
        assertThat(failures(certify(UnknownBackboneTestCases.class, copy(), Map.of()))
                        .values())
                .containsExactly(UnknownBackboneTestCases.class.getName()
                        + ": nothing is stated about the backbone MobileNetV9; known are MobileNetV1_x1_0,"
                        + " MobileNetV3_large_x1_0, MobileNetV3_small_x1_0, ShuffleNetV2_x1_0. State it with"
                        + " @Backbones(stated = @Backbones.Stated(name = \"MobileNetV9\", imageNetTop1 = ...,"
                        + " megabytes = ...))");
    }

    @Test
    void a_backbone_that_is_named_twice_is_refused() {
        assertThat(failures(certify(TwiceTestCases.class, copy(), Map.of())).values())
                .containsExactly(TwiceTestCases.class.getName()
                        + ": @Backbones names a backbone twice: ResNet18, ResNet18. Name each once");
    }

    @Test
    void a_class_without_a_model_is_refused() {
        assertThat(failures(certify(WithoutModelTestCases.class, copy(), Map.of()))
                        .values())
                .containsExactly(WithoutModelTestCases.class.getName()
                        + " carries @Backbones, which goes with @TipcModel and no other template. Annotate it with"
                        + " @TipcModel(config = \"test_tipc/configs/..._{backbone}/...\")");
    }

    @Test
    void a_requirement_of_backbones_in_a_class_without_any_is_not_judged() {
        EngineExecutionResults results = certify(WithoutBackbonesTestCases.class, copy(), Map.of());

        results.testEvents().assertStatistics(statistics -> statistics.aborted(1));
        assertThat(results.testEvents().aborted().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()
                                .getMessage()))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .startsWith("@BackboneDocumented of digits was not judged: the class names no backbones\n"
                                + "  remedy: annotate the class with @Backbones(original = ...) beside @TipcModel"));
    }

    private FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    /** Get a repository with a config, settings and a log for each backbone. */
    private FixtureCopy withBackbones() throws IOException {
        FixtureCopy copy = copy();
        Path root = copy.root();
        for (String backbone : List.of(ORIGINAL, LIGHT)) {
            Path config = root.resolve("test_tipc/configs/digits_" + backbone + "/train_infer_python.txt");
            Files.createDirectories(config.getParent());
            Files.writeString(
                    config,
                    Files.readString(root.resolve("test_tipc/configs/digits/train_infer_python.txt"))
                            .replace("model_name:digits", "model_name:digits_" + backbone)
                            .replace("lite_train_lite_infer=12", "lite_train_lite_infer=1")
                            .replace(SETTINGS, "fixtures/digits/configs/" + backbone + ".yaml"));
            String settings = Files.readString(root.resolve(SETTINGS));
            Files.writeString(
                    root.resolve("fixtures/digits/configs/" + backbone + ".yaml"),
                    backbone.equals(LIGHT) ? settings.replace("num_classes: 10", "num_classes: 12") : settings);
            Path log = root.resolve("fixtures/digits/logs/" + backbone + ".log");
            Files.createDirectories(log.getParent());
            Files.writeString(
                    log,
                    "backbone: " + backbone + "\nloss " + backbone.length() + ".25\ntop1: "
                            + (backbone.equals(ORIGINAL) ? "0.9\n" : "0.8\n"));
        }
        Path readme = root.resolve("fixtures/digits/README.md");
        Files.writeString(readme, Files.readString(readme) + TABLE);
        // One epoch is enough for these tests, and reaches next to nothing.
        Files.writeString(
                root.resolve("fixtures/digits/bounds.md"),
                "| backbone | top1 |\n|---|---|\n| " + ORIGINAL + " | 0.01 |\n| " + LIGHT + " | 0.01 |\n");
        return copy;
    }

    private EngineExecutionResults certify(Class<?> certification, FixtureCopy copy, Map<String, String> parameters) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(certification))
                .configurationParameter("tipc.output", folder.resolve("output").toString())
                .configurationParameter("tipc.repository", copy.root().toString());
        KeptRuns.on("paddle-2.6.2").forEach(kit::configurationParameter); // All certify the same two backbones.
        parameters.forEach(kit::configurationParameter);
        return kit.execute();
    }

    private String notCertified(String model) throws IOException {
        return Files.readString(folder.resolve("output").resolve(model).resolve("not-certified.json"));
    }

    private static boolean isInvocation(Event event) {
        return event.getTestDescriptor()
                .getUniqueId()
                .getLastSegment()
                .getType()
                .equals("class-template-invocation");
    }

    private static List<String> invocations(EngineExecutionResults results) {
        return results.containerEvents().finished().stream()
                .filter(BackboneTemplateTests::isInvocation)
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    /** Get the messages of everything that failed, by what failed. */
    private static Map<String, String> failures(EngineExecutionResults results) {
        return results.allEvents()
                .finished()
                .filter(event ->
                        event.getRequiredPayload(TestExecutionResult.class).getStatus()
                                == TestExecutionResult.Status.FAILED)
                .collect(Collectors.toMap(
                        event -> event.getTestDescriptor().getUniqueId().toString(),
                        event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .map(Throwable::getMessage)
                                .orElse(""),
                        (first, second) -> first,
                        TreeMap::new));
    }

    @Backbones(original = ORIGINAL, value = LIGHT)
    @TipcModel(
            config = "test_tipc/configs/digits_{backbone}/train_infer_python.txt",
            predict = "fixtures/digits/predict.py --config=fixtures/digits/configs/{backbone}.yaml --use_gpu=False"
                    + " --weights={weights} --image_dir={images} --batch_size=1")
    static class TwoBackbonesTestCases {

        @ReplacesBackbone
        void replaced(ExportedModel model) {}

        @BackboneDocumented(
                readme = "fixtures/digits/README.md",
                metric = "top1",
                log = "fixtures/digits/logs/{backbone}.log")
        void documented() {}

        @Nested
        class Metric {

            @MetricReaches(metric = "top1", documentedIn = "fixtures/digits/bounds.md", row = "{backbone}")
            void evaluation() {}
        }
    }

    @Backbones(original = ORIGINAL, value = LIGHT)
    @TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt")
    static class OneConfigTestCases {

        @ReplacesBackbone
        void replaced() {}
    }

    @Backbones(original = ORIGINAL, value = "MobileNetV9")
    @TipcModel(config = "test_tipc/configs/digits_{backbone}/train_infer_python.txt")
    static class UnknownBackboneTestCases {

        @ReplacesBackbone
        void replaced() {}
    }

    @Backbones(original = ORIGINAL, value = ORIGINAL)
    @TipcModel(config = "test_tipc/configs/digits_{backbone}/train_infer_python.txt")
    static class TwiceTestCases {

        @ReplacesBackbone
        void replaced() {}
    }

    @Backbones(original = ORIGINAL, value = LIGHT)
    static class WithoutModelTestCases {

        @ReplacesBackbone
        void replaced() {}
    }

    @TipcModel(config = "test_tipc/configs/digits/train_infer_python.txt")
    static class WithoutBackbonesTestCases {

        @BackboneDocumented(readme = "fixtures/digits/README.md", metric = "top1", log = "none.log")
        void documented() {}
    }
}
