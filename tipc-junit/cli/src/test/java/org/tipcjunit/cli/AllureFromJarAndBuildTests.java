// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.lanes.NeedsPaddle;

/** The results that Allure gets of a config are the same from {@code tipc certify} and from a class that names it. */
@NeedsPaddle
class AllureFromJarAndBuildTests {

    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";

    /** Fields that name who ran the test, and when. */
    private static final Set<String> OF_THE_RUN = Set.of("uuid", "start", "stop", "fullName");

    /** Labels that name who ran the test. */
    private static final Set<String> OF_THE_RUNNER =
            Set.of("host", "thread", "framework", "testClass", "testMethod", "junit.platform.uniqueid");

    /** Where the results of the command line stay for the tests that look at Allure's reports in a browser. */
    private static final Path KEPT = Path.of("..", "target", "allure-of-a-run");

    @TempDir
    Path folder;

    private String language = "en";

    private FixtureCopy repository;

    @Test
    void of_a_model_that_is_certified() throws Exception {
        repository = FixtureCopy.into(folder.resolve("digits")).committed();

        Map<String, JsonNode> jar = results("jar", "org.tipcjunit.cli.Tipc", certify());
        Map<String, JsonNode> build = results("build", "org.tipcjunit.internal.CertifyMain", testClass());

        assertThat(jar.keySet())
                .containsExactlyElementsOf(
                        Clause.ofBaseChain().stream().map(this::name).sorted().toList());
        assertEqual(jar, build);
        assertThat(steps(jar.get(name(Clause.CONVERGENCE)))).contains("Training (train)");
        assertThat(own("jar")).isEqualTo(own("build"));
        keep("certified");
    }

    @Test
    void of_a_model_that_does_not_train_told_in_chinese() throws Exception {
        language = "zh";
        repository = FixtureCopy.into(folder.resolve("digits"))
                .plant("fixtures/digits/train.py", "import argparse\n", "raise SystemExit('planted')\n")
                .committed();

        Map<String, JsonNode> jar = results("jar", "org.tipcjunit.cli.Tipc", certify());
        Map<String, JsonNode> build = results("build", "org.tipcjunit.internal.CertifyMain", testClass());

        assertThat(jar.get(name(Clause.CONVERGENCE)).get("status").asText()).isEqualTo("failed");
        assertThat(message(jar.get(name(Clause.CONVERGENCE))))
                .startsWith("[4.1.3-1] @LossConverges 未通过，模型 digits")
                .contains("\n  解决办法：", "planted");
        assertThat(jar.get(name(Clause.EXPORT)).get("status").asText()).isEqualTo("skipped");
        assertThat(message(jar.get(name(Clause.EXPORT)))).contains("未评判");
        assertEqual(jar, build);
        keep("failed");
    }

    private String name(Clause clause) {
        PageWords words = PageWords.in(language.equals("zh") ? Language.CHINESE : Language.ENGLISH);
        return clause.id() + " " + words.getOr("clause." + clause.id(), clause.title());
    }

    private void keep(String name) throws IOException {
        Path kept = Files.createDirectories(KEPT.resolve(name));
        try (Stream<Path> before = Files.list(kept)) {
            for (Path file : before.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve("jar-allure"))) {
            for (Path file : files.toList()) {
                if (file.toString().matches(".*\\.(png|jpe?g|gif|bmp)")) {
                    Files.copy(file, kept.resolve(file.getFileName()));
                } else {
                    Files.writeString(kept.resolve(file.getFileName()), withoutPlaces(Files.readString(file)));
                }
            }
        }
    }

    /** Pictures are taken of them, which shall not show where somebody's tests ran. */
    private String withoutPlaces(String text) {
        return text.replace(folder.toString(), "/tmp")
                .replace(FixtureCopy.projectRoot().toString(), "/opt/tipc-junit")
                .replace(System.getProperty("user.home"), "/home/someone");
    }

    private static String message(JsonNode result) {
        return result.get("statusDetails").get("message").asText();
    }

    private static List<String> steps(JsonNode result) {
        return result.get("steps")
                .valueStream()
                .map(step -> step.get("name").asText())
                .toList();
    }

    /** Get what is told of the whole run. */
    private List<String> own(String name) throws IOException {
        Path results = folder.resolve(name + "-allure");
        Properties environment = new Properties();
        try (Reader reader = Files.newBufferedReader(results.resolve("environment.properties"))) {
            environment.load(reader);
        }
        assertThat(environment)
                .containsKeys("Paddle", "Python", "Device", "tipc-junit")
                .containsEntry("Repository", "https://example.org/digits.git")
                // The interpreter that keeps runs brings code of its own, which is in no commit.
                .hasEntrySatisfying("Commit", commit -> assertThat(String.valueOf(commit))
                        .matches("[0-9a-f]{40}, with code from elsewhere, in no commit"));
        return List.of(environment.toString(), Files.readString(results.resolve("categories.json")));
    }

    private void assertEqual(Map<String, JsonNode> jar, Map<String, JsonNode> build) {
        assertThat(build.keySet()).isEqualTo(jar.keySet());
        jar.forEach(
                (name, result) -> assertThat(lines(build.get(name))).as(name).isEqualTo(lines(result)));
    }

    /** Get every field of a result, one a line. */
    private List<String> lines(JsonNode result) {
        List<String> lines = new ArrayList<>();
        result.properties().stream()
                .filter(field -> !OF_THE_RUN.contains(field.getKey()))
                .forEach(field -> {
                    if (field.getValue().isArray()) {
                        field.getValue()
                                .forEach(value -> lines.add(field.getKey() + " " + line(field.getKey(), value)));
                    } else {
                        lines.add(field.getKey() + " " + line(field.getKey(), field.getValue()));
                    }
                });
        lines.removeIf(line -> OF_THE_RUNNER.stream().anyMatch(label -> line.startsWith("labels " + label + "=")));
        return lines.stream().sorted().toList();
    }

    private String line(String field, JsonNode value) {
        return switch (field) {
            case "labels" ->
                value.get("name").asText() + "=" + value.get("value").asText();
            case "attachments" ->
                value.get("name").asText() + " " + value.get("type").asText();
            case "steps" ->
                value.get("name").asText() + " " + value.get("status").asText();
            case "statusDetails" -> withoutTrace(value);
            default -> value.toString();
        };
    }

    /** The calls of JUnit are not those of the command line. */
    private static String withoutTrace(JsonNode details) {
        return details.properties().stream()
                .filter(field -> !field.getKey().equals("trace"))
                .map(Map.Entry::toString)
                .sorted()
                .toList()
                .toString()
                // JUnit's way to print a value, and what differs between any two runs.
                .replaceAll(" \\(java\\.lang\\.String@[0-9a-f]+\\)", "")
                .replaceAll("/(jar|build)/digits/train_infer_python/runs/[^/]+/", "/RUN/")
                .replaceAll("\\d+\\.\\d (s|秒)", "SECONDS $1");
    }

    private String[] certify() {
        return new String[] {
            "certify",
            "--repository",
            repository.root().toString(),
            "--config",
            CONFIG,
            "--output",
            folder.resolve("jar").toString()
        };
    }

    private static String[] testClass() {
        return new String[] {DigitsTestCases.class.getName()};
    }

    /** Run a JVM of its own, as Allure has one folder for each, and read what it wrote, by the names of the results. */
    private Map<String, JsonNode> results(String name, String main, String[] arguments) throws Exception {
        Path results = folder.resolve(name + "-allure");
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dtipc.output=" + folder.resolve("build"),
                "-Dtipc.repository=" + repository.root(),
                // Both faces run the same chain: what is compared is what they tell of it.
                "-Dtipc.python=" + KeptRuns.on("paddle-2.6.2").get("tipc.python"),
                "-Dtipc.isolation=off",
                "-Dtipc.lang=" + language,
                "-Dallure.results.directory=" + results,
                "-Djunit.jupiter.extensions.autodetection.enabled=true",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(240, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(results).as("%s", Files.readString(log)).isDirectory();
        return read(results);
    }

    private static Map<String, JsonNode> read(Path results) throws IOException {
        Map<String, JsonNode> byName = new TreeMap<>();
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.filter(path -> path.toString().endsWith("-result.json"))
                    .toList()) {
                JsonNode result = new ObjectMapper().readTree(file.toFile());
                assertThat(byName.put(result.get("name").asText(), result)).isNull();
            }
        }
        return byName;
    }

    /** In the order of the command line: a stage says which other clause asked for it. */
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @TipcRepository(configs = CONFIG)
    static class DigitsTestCases {

        @LossConverges
        @Order(1)
        void training() {}

        @MetricReaches
        @Order(2)
        void evaluation() {}

        @ExportsInferenceModel
        @Order(3)
        void export() {}

        @InferenceMatchesPrediction
        @Order(4)
        void inference() {}

        @ReadmeDocuments
        @Order(5)
        void documentation() {}
    }
}
