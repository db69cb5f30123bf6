// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.stage.KeptStages;
import org.tipcjunit.workspace.FolderContents;

class ReuseTests {

    @TempDir
    Path folder;

    private static Optional<KeptStages.Wish> wish(Map<String, String> stated) {
        return reuse(stated).wish();
    }

    private static Reuse reuse(Map<String, String> stated) {
        return Reuse.of(new Settings(name -> Optional.ofNullable(stated.get(name)), Map.of()));
    }

    @Test
    void nothing_is_reused_unless_asked_for() {
        assertThat(wish(Map.of())).isEmpty();
        assertThat(wish(Map.of("tipc.reuse", "stages", "tipc.fresh", "true"))).isEmpty();
    }

    @Test
    void certificate_may_stand_where_stages_are_reused_and_none_is_named() {
        assertThat(reuse(Map.of("tipc.reuse", "stages")).letsStand()).isTrue();
        assertThat(reuse(Map.of()).letsStand()).isFalse();
        assertThat(reuse(Map.of("tipc.reuse", "stages", "tipc.fresh", "true")).letsStand())
                .isFalse();
        assertThat(reuse(Map.of("tipc.reuse", "stages", "tipc.from", "infer")).letsStand())
                .isFalse();
        assertThat(reuse(Map.of("tipc.from", Reuse.NOTHING)).letsStand()).isFalse();
    }

    @Test
    void certificate_of_a_whole_run_rests_on_the_same_whether_it_was_asked_for_or_not() {
        assertThat(reuse(Map.of("tipc.fresh", "true")).isWhole()).isTrue();
        assertThat(reuse(Map.of()).isWhole()).isTrue();
        assertThat(reuse(Map.of("tipc.from", "infer")).isWhole()).isFalse();
        assertThat(Reuse.grounds()).doesNotContain(Term.FRESH, Term.REUSE).contains(Term.MODE, Term.DATA, Term.CORES);
    }

    @Test
    void named_stage_and_all_after_it_run_again() {
        KeptStages.Wish wish = wish(Map.of("tipc.from", "export")).orElseThrow();

        assertThat(wish.nothingRuns()).isFalse();
        assertThat(wish.again()).rejects("train-probe", "train", "evaluate", "predict");
        assertThat(wish.again()).accepts("export", "infer", "infer-4", "serve", "a stage of nobody");
    }

    @Test
    void training_again_counts_again_as_counting_may_have_been_the_training() {
        KeptStages.Wish wish = wish(Map.of("tipc.from", "train")).orElseThrow();

        assertThat(wish.again()).rejects("prepare").accepts("train", "train-probe", "evaluate");
    }

    @Test
    void judging_runs_nothing() {
        KeptStages.Wish wish = wish(Map.of("tipc.from", Reuse.NOTHING)).orElseThrow();

        assertThat(wish.nothingRuns()).isTrue();
        assertThat(wish.again()).rejects("train", "infer");
    }

    @Test
    void refuses_what_is_no_stage_and_what_contradicts_itself() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> wish(Map.of("tipc.from", "inference")))
                .withMessageContaining("there is no stage 'inference'")
                .withMessageContaining("prepare, train, train-probe, ");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> wish(Map.of("tipc.from", "infer", "tipc.fresh", "true")))
                .withMessageContaining("tipc.fresh runs all stages");
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> wish(Map.of("tipc.reuse", "all")));
    }

    @Test
    void another_shell_or_command_line_of_maven_makes_no_stage_run_again() {
        Map<String, String> variables =
                Map.of("SHLVL", "2", "MAVEN_CMD_LINE_ARGS", "test -Dtest=X", "MAVEN_OPTS", " -Xmx1g", "FLAGS_x", "1");

        assertThat(Reuse.meant(variables)).isEqualTo(Map.of("FLAGS_x", "1"));
    }

    @Test
    void package_that_is_changed_in_place_is_another_one() throws IOException {
        Path module = Files.writeString(
                Files.createDirectories(folder.resolve("suite")).resolve("model.py"), "a = 1");
        Map<String, String> before = facts();
        Files.createDirectories(folder.resolve("suite/__pycache__"));
        Files.writeString(folder.resolve("suite/__pycache__/model.pyc"), "code");
        Map<String, String> compiled = facts();
        Files.writeString(module, "a = 23");

        assertThat(compiled).isEqualTo(before);
        assertThat(FolderContents.difference(before, facts())).contains("what is installed for Python changed");
    }

    private Map<String, String> facts() {
        return Reuse.facts(
                "1",
                new PaddleEnvironment(
                        Path.of("python"),
                        folder,
                        Path.of("libpaddle.so"),
                        "3.9.18",
                        "2.6.2",
                        "unknown",
                        "unknown",
                        List.of(),
                        1,
                        "Linux",
                        "a test",
                        List.of()),
                Map.of());
    }
}
