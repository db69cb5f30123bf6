// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.config.ConfigException;

class RunFoldersTests {

    @TempDir
    Path folder;

    private void run(int day) throws IOException {
        Path output = new RunFolders(folder)
                .at(Instant.parse("2026-11-%02dT10:00:00Z".formatted(day)))
                .resolve("train/output");
        Files.createDirectories(output);
        Files.writeString(output.resolve("weights"), "w");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keeps_the_newest_runs_and_room_for_the_next_one() throws IOException {
        for (int day = 1; day <= 4; day++) {
            run(day);
        }

        new RunFolders(folder).prune(Optional.of("3"));

        assertThat(names()).containsExactly("20261103-100000-000", "20261104-100000-000");
    }

    @Test
    void leaves_what_is_no_run() throws IOException {
        run(1);
        Files.createDirectory(folder.resolve("notes"));

        new RunFolders(folder).prune(Optional.of("1"));

        assertThat(names()).containsExactly("notes");
    }

    @Test
    void removes_links_but_not_what_they_lead_to(@TempDir Path elsewhere) throws IOException {
        run(1);
        Files.writeString(elsewhere.resolve("kept"), "k");
        Files.createSymbolicLink(folder.resolve("20261101-100000-000/data"), elsewhere);

        new RunFolders(folder).prune(Optional.of("1"));

        assertThat(names()).isEmpty();
        assertThat(elsewhere.resolve("kept")).exists();
    }

    @Test
    void keeps_every_run_when_told_to_and_is_content_without_any() throws IOException {
        for (int day = 1; day <= 7; day++) {
            run(day);
        }

        new RunFolders(folder).prune(Optional.of("all"));
        new RunFolders(folder.resolve("missing")).prune(Optional.empty());

        assertThat(names()).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many"})
    void refuses_a_limit_that_is_no_positive_number(String limit) {
        assertThatThrownBy(() -> new RunFolders(folder).prune(Optional.of(limit)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tipc.keep.runs is '" + limit + "'");
    }
}
