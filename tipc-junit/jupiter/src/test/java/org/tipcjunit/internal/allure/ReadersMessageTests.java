// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

/** What a result of Allure says of a failure: the words of its reader, though the test threw English ones. */
class ReadersMessageTests {

    private static final Sentences CHINESE = Sentences.in(Language.CHINESE);
    private static final Finding FAILED = new Finding(
            Clause.CONVERGENCE,
            "@LossConverges",
            "digits",
            Verdict.FAIL,
            "the train stage did not end well: exit status 3",
            "exit status 0",
            "exit status 3",
            "mend what the log tells",
            List.of(),
            List.of(),
            Optional.of(Artifacts.stage(
                    StageKind.TRAIN,
                    List.of("python3", "train.py"),
                    new Termination.Exited(3),
                    List.of(),
                    "ValueError: planted")));

    @TempDir
    private Path folder;

    @Test
    void a_failure_is_told_in_the_language_of_the_reader_and_what_is_quoted_stays() throws IOException {
        Outcome outcome = failed(false);

        JsonNode details = written(result -> ReadersMessage.of(outcome, CHINESE).leave(result), outcome.message())
                .get("statusDetails");

        assertThat(details.get("message").asText())
                .startsWith("[4.1.3-1] @LossConverges 未通过，模型 digits: train 阶段没有正常结束：退出状态 3")
                .contains("  结束：退出状态 3，历时 12.3 秒\n", "log.txt，最后一行：\n    | ValueError: planted\n")
                .contains("  命令：python3 train.py")
                .doesNotContain("failed for", "ended:", "exit status");
        assertThat(details.get("expected").asText()).isEqualTo("退出状态 0");
        assertThat(details.get("actual").asText()).isEqualTo("退出状态 3");
        assertThat(details.get("trace").asText()).contains("failed for digits");
    }

    @Test
    void what_was_not_judged_as_it_rests_on_a_failure_expects_nothing() throws IOException {
        Outcome outcome = failed(true);

        JsonNode details = written(result -> ReadersMessage.of(outcome, CHINESE).leave(result), outcome.message())
                .get("statusDetails");

        assertThat(details.get("message").asText()).startsWith("[4.1.3-1] @LossConverges 未通过，模型 digits");
        assertThat(details.has("expected")).isFalse();
    }

    @Test
    void an_obstacle_is_told_in_the_language_of_the_reader() throws IOException {
        Outcome outcome = new Outcome(
                Verdict.NOT_RUN,
                "@MetricReaches of digits is not available because the stage 'train' failed: exit status 3",
                Optional.empty(),
                Optional.empty(),
                false);

        JsonNode details = written(result -> ReadersMessage.of(outcome, CHINESE).leave(result), outcome.message())
                .get("statusDetails");

        assertThat(details.get("message").asText())
                .isEqualTo(CHINESE.summary(outcome.message()))
                .contains("退出状态 3");
    }

    @Test
    void other_tests_of_the_build_keep_what_they_said_and_no_result_keeps_what_was_left_in_it() throws IOException {
        JsonNode other = written(result -> {}, "expected 2, was 3");

        assertThat(other.get("statusDetails").get("message").asText()).isEqualTo("expected 2, was 3");
        JsonNode ours =
                written(result -> ReadersMessage.of(failed(false), CHINESE).leave(result), "English");
        assertThat(ours.get("labels")).isEqualTo(other.get("labels")).hasSize(1);
    }

    private static Outcome failed(boolean restsOnFailure) {
        return new Outcome(
                Verdict.FAIL, FailureMessage.of(FAILED), Optional.of(FAILED), Optional.empty(), restsOnFailure);
    }

    /** Write a result as a build's listener of JUnit does, which knows nothing of readers. */
    private JsonNode written(Consumer<TestResult> judged, String thrown) throws IOException {
        Path results = folder.resolve(String.valueOf(System.nanoTime()));
        AllureLifecycle lifecycle = new AllureLifecycle(new FileSystemResultsWriter(results));
        lifecycle.scheduleTestCase(new TestResult()
                .setUuid("test")
                .setLabels(new ArrayList<>(List.of(new Label().setName("suite").setValue("digits")))));
        lifecycle.startTestCase("test");
        lifecycle.updateTestCase("test", judged::accept);
        lifecycle.updateTestCase(
                "test",
                result -> result.setStatusDetails(
                        new StatusDetails().setMessage(thrown).setTrace("AssertionFailedError: " + thrown + "\n\tat")));
        lifecycle.stopTestCase("test");
        lifecycle.writeTestCase("test");
        return new ObjectMapper().readTree(results.resolve("test-result.json").toFile());
    }
}
