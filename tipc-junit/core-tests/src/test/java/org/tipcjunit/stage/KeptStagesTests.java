// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.workspace.FolderTree;

/** A training is kept, and asked for again by a later run in the same folders. */
class KeptStagesTests {

    private static final Map<String, String> FACTS =
            Map.of("the version of tipc-junit", "1", "the Python environment", "paddle 2.6.2");

    @TempDir
    Path folder;

    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void run_once() throws IOException {
        freshCopy();
        KeptStages stages = stages(FACTS, "never");
        assertThat(stages.isEmpty()).isTrue();
        assertThat(take(stages, Map.of()).reason())
                .isEqualTo("no run of it is kept, nor of any other stage of this config and mode");
        train();
        stages.keep(stage(Map.of()), outcome());
        assertThat(progress).isEmpty();
        freshCopy();
    }

    @Test
    void stage_that_ran_on_the_same_is_put_back_with_its_outputs_and_its_recording() throws IOException {
        KeptStages stages = stages(FACTS, "never");

        KeptStages.Taken taken = take(stages, Map.of());

        assertThat(taken.outcome()).hasValueSatisfying(outcome -> {
            assertThat(outcome.termination()).isEqualTo(new Termination.Exited(0));
            assertThat(outcome.duration()).isEqualTo(Duration.ofMillis(1500));
            assertThat(outcome.log()).hasContent("loss 0.1");
        });
        assertThat(copy().resolve("output/best.pdparams")).hasContent("weights");
        assertThat(copy().resolve("log.txt")).hasContent("changed by the training");
        assertThat(copy().resolve("old.txt")).doesNotExist();
        assertThat(directory().resolve("recording/losses.jsonl")).hasContent("0.1");
        assertThat(stages.taken()).singleElement().asString().matches("train \\(\\S+Z on .+\\)");
    }

    @Test
    void stages_that_are_kept_instead_of_the_one_that_is_asked_for_are_named() throws IOException {
        KeptStages stages = stages(FACTS, "never");
        PlannedStage probe = new PlannedStage(
                "train-probe", StageKind.TRAIN, stage(Map.of()).command(), directory(), Duration.ofSeconds(9));

        assertThat(stages.isEmpty()).isFalse();
        assertThat(stages.take(probe, probe.command()).reason())
                .matches("no run of it is kept, only of train \\(\\S+Z on .+\\): by other settings, or another build of"
                        + " tipc-junit, other stages ran");
    }

    @Test
    void mended_readme_and_properties_change_nothing() throws IOException {
        Files.writeString(copy().resolve("README.md"), "top1 0.9");
        Files.writeString(copy().resolve("certification.properties"), "metric=top1");

        assertThat(take(stages(FACTS, "never"), Map.of()).outcome()).isPresent();
    }

    @Test
    void changed_new_or_removed_code_and_data_run_it_again() throws IOException {
        Files.writeString(copy().resolve("train.py"), "lr = 0");
        assertReason("train.py changed");
        freshCopy();
        Files.writeString(copy().resolve("data/0.txt"), "another image");
        assertReason("data/0.txt changed");
        freshCopy();
        Files.writeString(copy().resolve("data/1.txt"), "one more");
        assertReason("data/1.txt is new");
        freshCopy();
        Files.delete(copy().resolve("data/0.txt"));
        assertReason("data/0.txt is gone");
    }

    @Test
    void change_that_leaves_size_and_time_alone_is_seen() throws IOException {
        Path script = copy().resolve("train.py");
        var time = Files.getLastModifiedTime(script);
        Files.writeString(script, "lr = 2");
        Files.setLastModifiedTime(script, time);

        assertReason("train.py changed");
    }

    @Test
    void other_arguments_variables_versions_and_environments_run_it_again() throws IOException {
        KeptStages stages = stages(FACTS, "never");
        prepareFolder();
        assertThat(stages.take(stage(Map.of()), new Command(List.of("python", "train.py", "--lr=1"), copy(), Map.of()))
                        .reason())
                .isEqualTo("the command changed");
        assertThat(take(stages, Map.of("SEED", "1")).reason()).isEqualTo("the variable SEED is new");
        assertThat(take(stages(with("the version of tipc-junit", "2"), "never"), Map.of())
                        .reason())
                .isEqualTo("the version of tipc-junit changed");
        assertThat(take(stages(with("the Python environment", "paddle 3.3.1"), "never"), Map.of())
                        .reason())
                .isEqualTo("the Python environment changed");
        assertThat(take(stages(with("the inherited variable FLAGS_x", "1"), "never"), Map.of())
                        .reason())
                .isEqualTo("the inherited variable FLAGS_x is new");
    }

    @Test
    void edited_recording_log_or_weights_are_not_taken() throws IOException {
        Path kept = folder.resolve("kept/train");
        Files.writeString(kept.resolve("files/output/best.pdparams"), "Weights");
        assertReason("of what was kept of it, output/best.pdparams changed");
        Files.writeString(kept.resolve("files/output/best.pdparams"), "weights");
        assertThat(take(stages(FACTS, "never"), Map.of()).outcome()).isPresent();
        freshCopy();
        Files.writeString(kept.resolve("stage/recording/losses.jsonl"), "0.0");
        assertReason("of what was kept of it, recording/losses.jsonl changed");
        Files.delete(kept.resolve("stage/stage.log"));
        assertReason("of what was kept of it, recording/losses.jsonl changed");
        Files.writeString(kept.resolve("kept.json"), "{");
        assertThat(take(stages(FACTS, "never"), Map.of()).reason()).startsWith("what was kept of it cannot be read");
        assertThat(copy().resolve("output")).as("nothing is put back").doesNotExist();
    }

    @Test
    void stage_runs_again_where_the_user_asks_for_it() throws IOException {
        assertThat(take(stages(FACTS, "train"), Map.of()).reason()).isEqualTo("it was asked for");
    }

    private void assertReason(String reason) throws IOException {
        KeptStages stages = stages(FACTS, "never");
        KeptStages.Taken taken = take(stages, Map.of());
        assertThat(taken.reason()).isEqualTo(reason);
        assertThat(taken.outcome()).isEmpty();
        assertThat(stages.taken()).isEmpty();
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> facts = new java.util.HashMap<>(FACTS);
        facts.put(name, value);
        return facts;
    }

    private KeptStages stages(Map<String, String> facts, String again) {
        return new KeptStages(folder.resolve("kept"), facts, new KeptStages.Wish(again::equals, false), progress::add);
    }

    private KeptStages.Taken take(KeptStages stages, Map<String, String> variables) throws IOException {
        prepareFolder();
        PlannedStage stage = stage(variables);
        return stages.take(stage, stage.command());
    }

    /** What the runner makes before it runs a stage. */
    private void prepareFolder() throws IOException {
        FolderTree.remove(directory());
        Files.createDirectories(directory().resolve("recording"));
    }

    private Path copy() {
        return folder.resolve("run/workspace");
    }

    private Path directory() {
        return folder.resolve("run/train");
    }

    private PlannedStage stage(Map<String, String> variables) {
        return new PlannedStage(
                "train",
                StageKind.TRAIN,
                new Command(List.of("python", "train.py"), copy(), variables),
                directory(),
                Duration.ofSeconds(9));
    }

    private ProcessOutcome outcome() {
        PlannedStage stage = stage(Map.of());
        return new ProcessOutcome(
                stage.command(), new Termination.Exited(0), Duration.ofMillis(1500), stage.log(), List.of());
    }

    private void freshCopy() throws IOException {
        FolderTree.remove(copy());
        Files.createDirectories(copy().resolve("data"));
        Files.writeString(copy().resolve("train.py"), "lr = 1");
        Files.writeString(copy().resolve("README.md"), "top1 0.8");
        Files.writeString(copy().resolve("data/0.txt"), "an image");
        Files.writeString(copy().resolve("log.txt"), "");
        Files.writeString(copy().resolve("old.txt"), "removed by the training");
    }

    private void train() throws IOException {
        Files.createDirectories(copy().resolve("output/empty"));
        Files.writeString(copy().resolve("output/best.pdparams"), "weights");
        Files.writeString(copy().resolve("log.txt"), "changed by the training");
        Files.delete(copy().resolve("old.txt"));
        Files.writeString(directory().resolve("stage.log"), "loss 0.1");
        Files.writeString(directory().resolve("recording/losses.jsonl"), "0.1");
    }
}
