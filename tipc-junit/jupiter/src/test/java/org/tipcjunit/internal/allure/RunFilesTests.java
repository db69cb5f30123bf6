// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertifiedChain;
import org.tipcjunit.certificate.CertifiedIsolation;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

/** What stands beside Allure's results: environment, categories of failures, the run of a CI system, words. */
class RunFilesTests {

    private static final List<String> MESSAGES = List.of(
            "[4.1.3-1] @LossConverges failed for digits: the train command failed: exit status 1\n  ended:    exit status 1 after 2.0 s",
            "[4.1.3-2] @MetricReaches failed for digits: the metric is 0.1\n  expected: 0.9\n  ended:    exit status 0 after 2.0 s",
            "[4.1.3-3] @InferenceMatchesPrediction cannot judge digits: no images\n  expected: images",
            "@ExportsInferenceModel of digits was not judged because @LossConverges, which it builds on, failed");

    @TempDir
    private Path folder;

    @Test
    void the_environment_names_what_it_ran_on_and_every_model_of_the_run() throws IOException {
        RunFiles files = new RunFiles(folder.resolve("results"), Language.ENGLISH, Map.of());

        files.write(certificate("digits"));
        files.write(certificate("模型"));
        files.write(certificate("digits"));

        Properties environment = new Properties();
        try (InputStream content = Files.newInputStream(folder.resolve("results/environment.properties"))) {
            environment.load(content);
        }
        assertThat(environment)
                .contains(
                        entry("Model", "digits; 模型"),
                        entry("Paddle", "2.6.2"),
                        entry("Python", "3.9.19"),
                        entry("Commit", "0123, with uncommitted changes"),
                        entry("tipc-junit", "0.1.0"));
    }

    @Test
    void a_folder_without_git_has_an_unknown_commit_and_no_repository() throws IOException {
        new RunFiles(folder, Language.CHINESE, Map.of())
                .write(certificate("digits", Certificate.Repository.unknown("/home/someone/digits")));

        Properties environment = new Properties();
        try (InputStream content = Files.newInputStream(folder.resolve("environment.properties"))) {
            environment.load(content);
        }
        assertThat(environment)
                .as("values are told in the reader's language")
                .contains(entry("Commit", "未知"), entry("Device", "未知"))
                .doesNotContainKey("Repository");
        assertThat(environment.toString()).doesNotContain("UNKNOWN", "someone");
    }

    @Test
    void a_category_is_found_for_each_kind_of_failure_and_what_was_not_judged_is_no_defect() throws IOException {
        assertThat(categories("", "failed", MESSAGES.get(0))).containsExactly("A stage failed");
        assertThat(categories("", "failed", MESSAGES.get(1))).containsExactly("A clause does not hold");
        assertThat(categories("", "failed", MESSAGES.get(2))).containsExactly("Cannot be judged: evidence is missing");
        assertThat(categories("", "skipped", MESSAGES.get(3)))
                .containsExactly("Not judged, as something before it failed or was not demanded");
        assertThat(categories("", "broken", "no such file"))
                .containsExactly("Environment, config or the demands themselves");
    }

    @Test
    void a_category_is_found_for_what_is_told_in_chinese() throws IOException {
        assertThat(categories("_zh", "failed", chinese(Verdict.FAIL, 1))).containsExactly("阶段失败");
        assertThat(categories("_zh", "failed", chinese(Verdict.FAIL, 0))).containsExactly("条款不成立");
        assertThat(categories("_zh", "failed", chinese(Verdict.CANNOT_JUDGE, 0)))
                .containsExactly("无法评判：缺少证据");
        assertThat(categories("_zh", "failed", MESSAGES.get(0))).containsExactly("阶段失败");
    }

    private static String chinese(Verdict verdict, int status) {
        StageRun stage = Artifacts.stage(
                StageKind.TRAIN, List.of("python3"), new Termination.Exited(status), List.of(), "a line");
        Finding finding = new Finding(
                Clause.CONVERGENCE,
                "@LossConverges",
                "digits",
                verdict,
                "no images",
                "images",
                "none",
                "give some",
                List.of(),
                List.of(),
                Optional.of(stage));
        return FailureMessage.of(finding, Sentences.in(Language.CHINESE));
    }

    @Test
    void categories_in_both_languages_match_the_same() throws IOException {
        assertThat(matchers("_zh")).isNotEmpty().isEqualTo(matchers(""));
    }

    @Test
    void the_run_of_a_ci_system_is_named_and_one_that_is_there_stays() throws IOException {
        Map<String, String> github = Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "o/r",
                "GITHUB_RUN_ID", "77",
                "GITHUB_RUN_NUMBER", "5",
                "GITHUB_WORKFLOW", "certify");
        RunFiles files = new RunFiles(folder, Language.CHINESE, github);

        files.write(certificate("digits"));

        JsonNode executor =
                new ObjectMapper().readTree(folder.resolve("executor.json").toFile());
        assertThat(executor.get("buildUrl").asText()).isEqualTo("https://github.com/o/r/actions/runs/77");
        assertThat(executor.get("buildOrder").asLong()).isEqualTo(5);
        assertThat(executor.get("buildName").asText()).isEqualTo("certify #5");
        assertThat(folder.resolve("categories.json")).content().contains("无法评判");
        Files.writeString(folder.resolve("executor.json"), "{}");
        files.write(certificate("digits"));
        assertThat(folder.resolve("executor.json")).hasContent("{}");
    }

    @Test
    void gitlab_and_jenkins_are_known_as_well_and_a_machine_of_ones_own_is_none() {
        assertThat(CiRun.of(Map.of(
                                "GITLAB_CI", "true",
                                "CI_PIPELINE_IID", "12",
                                "CI_JOB_NAME", "tipc",
                                "CI_JOB_URL", "https://gitlab.example/j/1"))
                        .orElseThrow()
                        .fields())
                .contains(entry("type", "gitlab"), entry("buildOrder", 12L), entry("buildName", "tipc #12"));
        assertThat(CiRun.of(Map.of("JENKINS_URL", "https://ci/", "BUILD_NUMBER", "3", "BUILD_URL", "https://ci/j/3/"))
                        .orElseThrow()
                        .fields())
                .contains(entry("type", "jenkins"), entry("buildUrl", "https://ci/j/3/"));
        assertThat(CiRun.of(Map.of("CI", "true"))).isEmpty();
    }

    @Test
    void every_key_has_words_in_both_languages_with_the_same_values_in_them() {
        PageWords english = AllureWords.in(Language.ENGLISH);
        PageWords chinese = AllureWords.in(Language.CHINESE);

        assertThat(chinese.words().keySet()).isEqualTo(english.words().keySet());
        assertThat(places(chinese)).isEqualTo(places(english));
    }

    private static Map<String, List<String>> places(PageWords words) {
        Map<String, List<String>> places = new TreeMap<>();
        words.words()
                .forEach((key, text) -> places.put(
                        key, text.replaceAll("[^{}0-9]", "").lines().sorted().toList()));
        return places;
    }

    private static List<String> categories(String language, String status, String message) throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode category : read(language)) {
            boolean matches = category.get("matchedStatuses").valueStream().anyMatch(one -> one.asText()
                            .equals(status))
                    & (category.get("messageRegex") == null
                            || message.matches(category.get("messageRegex").asText()));
            if (matches) {
                names.add(category.get("name").asText());
            }
        }
        return names;
    }

    private static List<String> matchers(String language) throws IOException {
        List<String> matchers = new ArrayList<>();
        read(language)
                .forEach(category ->
                        matchers.add(category.get("matchedStatuses") + String.valueOf(category.get("messageRegex"))));
        return matchers;
    }

    private static JsonNode read(String language) throws IOException {
        try (InputStream content = RunFiles.class.getResourceAsStream("categories" + language + ".json")) {
            return new ObjectMapper().readTree(content);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Certificate certificate(String model) {
        return certificate(
                model, Certificate.Repository.of("r", "https://example.org/r", "0123", Certificate.WorkingTree.DIRTY));
    }

    private static Certificate certificate(String model, Certificate.Repository repository) {
        return new Certificate(
                Certificate.SCHEMA_VERSION,
                model,
                "lite_train_lite_infer",
                Certificate.Conclusion.CERTIFIED,
                List.of(),
                repository,
                new Certificate.Environment(
                        "3.9.19", "/py", "2.6.2", "abc", "CPU", List.of(), 2, "Linux", "found", List.of()),
                new Certificate.Run(
                        Instant.EPOCH,
                        Duration.ZERO,
                        "0.1.0",
                        "1",
                        List.of(),
                        Map.of(),
                        new CertifiedIsolation(CertifiedIsolation.State.UNKNOWN, "", Map.of())),
                CertifiedChain.of("config.txt"),
                List.of(),
                List.of(),
                "none");
    }
}
