// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
                        "Name a command: doctor, init, lint, plan, certify, judge, show, diff, verify, report, merge-check or corpus");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--modus", "paln", "--config"})
    void refuses_what_it_does_not_know(String word) {
        TipcRun run = TipcRun.of(word);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(word);
        assertThat(run.out()).isEmpty();
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
