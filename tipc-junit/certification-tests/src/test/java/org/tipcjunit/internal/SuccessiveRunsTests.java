// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.lanes.NeedsPaddle;

/**
 * Certifies one model three times into one folder, each time in a JVM of its own: the first is killed while it trains, the second
 * is sound, and for the third a fault was planted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NeedsPaddle
class SuccessiveRunsTests {

    private List<String> processesBeforeKill;
    private Set<String> filesAfterKill;
    private List<String> processesAfterKill;
    private Folder afterSoundRun;
    private Folder afterFaultyRun;
    private AllureResults sound;
    private AllureResults faulty;

    /**
     * What a run left.
     *
     * @param failures how many tests and classes failed
     * @param log what the JVM printed
     * @param files the relative paths of the files that certify, or not
     */
    private record Folder(int failures, String log, Set<String> files) {}

    @BeforeAll
    void run_three_times(@TempDir Path folder) throws Exception {
        FixtureCopy copy = FixtureCopy.into(folder.resolve("repository"));
        Path output = folder.resolve("output");

        CertificationProcess killed =
                CertificationProcess.start(copy, output, folder.resolve("allure-killed"), folder.resolve("killed.log"));
        killed.awaitTraining(output);
        processesBeforeKill = processesNaming(output);
        killed.process().destroyForcibly().waitFor();
        CertificationProcess.awaitUntil(() -> processesNaming(output).isEmpty());
        processesAfterKill = processesNaming(output);
        filesAfterKill = certificates(output.resolve("digits"));

        Path soundResults = folder.resolve("allure-sound");
        afterSoundRun = certify(copy, output, soundResults, folder.resolve("sound.log"));
        sound = AllureResults.read(soundResults);

        copy.plant("fixtures/digits/train.py", "import argparse\n", "raise SystemExit('planted')\n");
        Path faultyResults = folder.resolve("allure-faulty");
        afterFaultyRun = certify(copy, output, faultyResults, folder.resolve("faulty.log"));
        faulty = AllureResults.read(faultyResults);
    }

    @Test
    void killed_run_leaves_no_process_and_no_certificate() {
        assertThat(processesBeforeKill).anyMatch(line -> line.contains("fixtures/digits/train.py"));
        assertThat(processesAfterKill).isEmpty();
        assertThat(filesAfterKill).isEmpty();
    }

    @Test
    void run_after_a_killed_one_is_certified() {
        assertThat(afterSoundRun.failures()).as(afterSoundRun.log()).isZero();
        assertThat(afterSoundRun.log()).contains("[tipc] digits: CERTIFIED, certificate ");
        assertThat(afterSoundRun.files())
                .containsExactly("certificate.html", "certificate.json", "certificate.md", "certificate_cn.html");
    }

    @Test
    void runs_with_random_numbers_tell_how_they_ended() {
        List<String> begun = Pattern.compile("\\[tipc] digits: (\\S+) started, to see whether ")
                .matcher(afterSoundRun.log())
                .results()
                .map(line -> line.group(1))
                .toList();

        assertThat(begun).isNotEmpty().allSatisfy(name -> assertThat(afterSoundRun.log())
                .containsPattern("\\[tipc] digits: " + name + " [^|]* after [\\d.]+ s"));
    }

    @Test
    void run_with_a_fault_supersedes_the_certificate() {
        assertThat(afterFaultyRun.failures()).as(afterFaultyRun.log()).isEqualTo(1);
        assertThat(afterFaultyRun.log()).contains("[tipc] digits: NOT CERTIFIED, report ");
        assertThat(afterFaultyRun.files())
                .containsExactly(
                        "not-certified.html",
                        "not-certified.json",
                        "not-certified.md",
                        "not-certified_cn.html",
                        "superseded/certificate.html",
                        "superseded/certificate.json",
                        "superseded/certificate.md",
                        "superseded/certificate_cn.html");
    }

    @Test
    void reports_one_result_for_each_test_to_allure() {
        assertThat(statuses(sound))
                .containsOnly(
                        entry("training", "passed"),
                        entry("evaluation", "passed"),
                        entry("export", "passed"),
                        entry("inference", "passed"),
                        entry("documentation", "passed"));
        assertThat(statuses(faulty))
                .containsOnly(
                        entry("training", "failed"),
                        entry("evaluation", "skipped"),
                        entry("export", "skipped"),
                        entry("inference", "skipped"),
                        entry("documentation", "skipped"));
    }

    @Test
    void labels_allure_results_with_model_chain_and_clause() {
        assertThat(sound.tests()).allSatisfy((name, result) -> assertThat(result.labels())
                .containsEntry("epic", List.of("TIPC base chain"))
                .containsEntry("feature", List.of("digits"))
                .containsEntry("model", List.of("digits"))
                .containsEntry("chain", List.of("base"))
                .containsEntry("mode", List.of("lite_train_lite_infer"))
                .containsEntry("suite", List.of("digits"))
                .containsEntry("subSuite", List.of("lite_train_lite_infer, norm_train, CPU, full precision")));
        assertLabels("training", "4.1.3-1", "@LossConverges");
        assertLabels("evaluation", "4.1.3-2", "@MetricReaches");
        assertLabels("export", "4.1.3", "@ExportsInferenceModel");
        assertLabels("inference", "4.1.3-3", "@InferenceMatchesPrediction");
        assertLabels("documentation", "4.1.3-4", "@ReadmeDocuments");
    }

    private void assertLabels(String test, String clause, String requirement) {
        Map<String, List<String>> labels = sound.tests().get(test).labels();
        assertThat(labels).containsEntry("clause", List.of(clause)).containsEntry("requirement", List.of(requirement));
        assertThat(labels.get("story")).singleElement().asString().startsWith(clause + " ");
    }

    @Test
    void attaches_findings_commands_logs_plots_and_tables_to_allure_results() {
        assertThat(sound.tests().get("training").attachments())
                .containsKeys("finding", "train command", "train log", "loss of every iteration");
        assertThat(sound.tests().get("evaluation").attachments())
                .containsKeys("finding", "evaluate command", "evaluate log");
        assertThat(sound.tests().get("export").attachments()).containsKeys("finding", "export command", "export log");
        assertThat(sound.tests().get("inference").attachments())
                .containsKeys(
                        "finding",
                        "infer command",
                        "infer log",
                        "differences",
                        "printed results",
                        "test images with both results");
        assertThat(sound.tests().get("documentation").attachments()).containsKey("finding");
        assertThat(faulty.tests().get("training").attachments()).containsKeys("finding", "train command", "train log");
    }

    @Test
    void shows_stages_as_steps_of_the_clause_that_owns_them() {
        // JUnit orders tests as it likes: what another one asked for first says so.
        assertThat(sound.tests().get("training").steps()).anyMatch(step -> step.startsWith("Training (train)"));
        assertThat(sound.tests().get("inference").steps())
                .anyMatch(step -> step.startsWith("Prediction (predict)"))
                .anyMatch(step -> step.startsWith("Inference (infer)"));
        assertThat(sound.tests().get("training").name()).isEqualTo("4.1.3-1 " + Clause.CONVERGENCE.title());
    }

    @Test
    void attaches_content_of_the_stated_type() {
        assertThat(sound.tests()).allSatisfy((name, result) -> assertThat(result.attachments())
                .allSatisfy((title, attachment) ->
                        assertThat(attachment.file()).as(title).isNotEmptyFile()));
        AllureResults.Attachment plot =
                sound.tests().get("training").attachments().get("loss of every iteration");
        assertThat(plot.type()).isEqualTo("image/png");
        assertThat(head(plot.file())).startsWith((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');
        AllureResults.Attachment differences =
                sound.tests().get("inference").attachments().get("differences");
        assertThat(differences.type()).isEqualTo("text/csv");
        assertThat(differences.file()).content().contains("\"comparison\"", "\"infer.py\"");
        assertThat(faulty.tests().get("training").attachments().get("train log").file())
                .content()
                .contains("planted");
    }

    @Test
    void keeps_the_history_id_of_a_test_from_run_to_run() {
        Map<String, String> soundIds = historyIds(sound);

        assertThat(soundIds.values()).doesNotHaveDuplicates();
        assertThat(historyIds(faulty)).isEqualTo(soundIds);
    }

    private static Folder certify(FixtureCopy copy, Path output, Path allureResults, Path log) throws Exception {
        // How a run follows on another does not depend on how its scripts came to what they left.
        CertificationProcess process =
                CertificationProcess.start(copy, output, allureResults, log, KeptRuns.on("paddle-2.6.2"));
        int failures = process.failures();
        return new Folder(failures, process.output(), certificates(output.resolve("digits")));
    }

    private static Map<String, String> statuses(AllureResults results) {
        Map<String, String> statuses = new TreeMap<>();
        results.tests().forEach((name, result) -> statuses.put(name, result.status()));
        return statuses;
    }

    private static Map<String, String> historyIds(AllureResults results) {
        Map<String, String> ids = new TreeMap<>();
        results.tests().forEach((name, result) -> ids.put(name, result.historyId()));
        return ids;
    }

    /** Get the certificates in a folder; the name of a superseded one's own folder, which says when, is left out. */
    private static Set<String> certificates(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory, 3)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .filter(file -> file.matches("(superseded/[^/]*/)?(not-)?certif[^/]*"))
                    .map(file -> file.replaceFirst("superseded/[^/]*/", "superseded/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Get the command lines of living processes that name a folder or run in it. */
    private static List<String> processesNaming(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(folder.toString()) || runsIn(folder, process))
                .map(SuccessiveRunsTests::commandLine)
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        return CertificationProcess.text(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                .replace('\0', ' ');
    }

    private static boolean runsIn(Path folder, ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false; // It has ended, or is another user's.
        }
    }

    private static byte[] head(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            return Arrays.copyOf(content, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
