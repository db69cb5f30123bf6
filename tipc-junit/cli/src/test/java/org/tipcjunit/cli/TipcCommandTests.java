// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.certification.LibraryVersion;

class TipcCommandTests {

    @Test
    void tells_its_commands_and_examples() {
        TipcRun run = TipcRun.of("--help");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("doctor", "init", "lint", "plan", "certify", "verify", "corpus", "Examples:", "Exit status");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "lint", "plan", "certify"})
    void tells_options_and_examples_of_each_command(String command) {
        TipcRun run = TipcRun.of(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("--repository", "--config", "--mode", "Example", "tipc " + command);
    }

    @Test
    void tells_its_version() {
        assertThat(TipcRun.of("--version").out()).isEqualToIgnoringNewLines("tipc-junit " + LibraryVersion.get());
    }

    @Test
    void refuses_to_do_nothing() {
        TipcRun run = TipcRun.of();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "Name a command: doctor, init, lint, plan, certify, judge, show, diff, verify, report, merge-check or"
                                + " corpus");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--modus", "paln", "--config"})
    void refuses_what_it_does_not_know(String word) {
        TipcRun run = TipcRun.of(word);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(word);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "lint", "plan", "certify", "judge"})
    void configs_without_their_option_are_refused_with_what_to_type(String command) {
        TipcRun run = TipcRun.of(command, "a/train_infer_python.txt", "-m", "whole_infer", "b c.txt");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualToNormalizingNewlines("""
                        tipc: --config is missing before a/train_infer_python.txt
                          write: tipc %s --config a/train_infer_python.txt -m whole_infer --config 'b c.txt'
                        """.formatted(command));
    }

    @Test
    void a_repository_without_its_option_is_refused_with_what_to_type(@TempDir Path repository) {
        assertThat(TipcRun.of("lint", repository.toString()).err())
                .contains("tipc: --repository is missing before " + repository, "write: tipc lint --repository ");
    }

    @Test
    void what_no_option_takes_is_refused_as_before() {
        assertThat(TipcRun.of("lint", "a.txt", "ResNet50").err())
                .contains("Unmatched arguments", "ResNet50")
                .doesNotContain("write:");
        assertThat(TipcRun.of("corpus", "one", "two.txt").err()).contains("Unmatched argument");
    }

    @Test
    void takes_training_arguments_that_look_like_options() {
        TipcRun run = TipcRun.of("certify", "--train-args", "--device=cpu", "--config", "no/such/config.txt");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no/such/config.txt").doesNotContain("--train-args");
    }

    @Test
    void refuses_a_folder_that_is_no_corpus() {
        TipcRun run = TipcRun.of("corpus", "no/such/folder");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("There is no commands.jsonl in no/such/folder");
    }
}
