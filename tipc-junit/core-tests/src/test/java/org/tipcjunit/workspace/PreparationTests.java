// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;

class PreparationTests {

    private static final Instant BEGUN = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path repository;

    private Preparation ended(Termination termination, String... failures) {
        return new Preparation(
                new ProcessOutcome(
                        new Command(List.of("bash"), repository, Map.of()),
                        termination,
                        Duration.ofSeconds(1),
                        repository.resolve("prepare.log"),
                        List.of()),
                List.of(failures));
    }

    private boolean leavesOnlyGaps(String... failures) {
        return ended(new Termination.Exited(0), failures).leavesOnlyGaps(repository, BEGUN);
    }

    private void file(String name, Instant modified) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "something");
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p.sh:2: status 4: wget -nc https://nowhere/a.tar",
                "p.sh:2: status 6: curl -O https://nowhere/a.tar",
                "p.sh:2: status 128: git clone https://nowhere/a",
                "p.sh:2: status 1: ${python} -m pip install -r requirements.txt",
                "p.sh:2: status 1: cd ./ext_op && eval \"${python} setup.py install\"",
                "p.sh:2: status 1: python dataset/download_voc.py",
                "p.sh:2: status 100: apt-get install ffmpeg"
            })
    void what_was_not_fetched_or_installed_is_a_gap(String failure) {
        assertThat(leavesOnlyGaps(failure)).isTrue();
        assertThat(leavesOnlyGaps(
                        failure,
                        "p.sh:3: status 2: tar xf a.tar",
                        "p.sh:4: status 1: cd a",
                        "p.sh:5: status 1: mv x y"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p.sh:2: status 2: tar xf a.tar",
                "p.sh:2: status 1: python tools/convert.py",
                "p.sh:2: status 1: cd a",
                "p.sh:2: status 4 (set -e): wget https://nowhere/a.tar",
                "what failed in test_tipc/prepare.sh cannot be read"
            })
    void anything_else_that_failed_bars_all_stages(String failure) {
        assertThat(leavesOnlyGaps(failure)).isFalse();
        assertThat(leavesOnlyGaps(
                        "p.sh:1: status 4: wget https://nowhere/b", "p.sh:2: status 1: python tools/convert.py"))
                .isFalse();
    }

    @Test
    void a_half_that_a_broken_download_left_is_no_gap() throws IOException {
        file("data/list.txt", BEGUN.plusSeconds(1));

        assertThat(leavesOnlyGaps("p.sh:2: status 4: wget -P data 'https://nowhere/list.txt?x=1'"))
                .isFalse();
        assertThat(leavesOnlyGaps("p.sh:2: status 4: wget -P data https://nowhere/other.txt"))
                .isTrue();
    }

    @Test
    void a_file_that_was_there_before_is_no_half() throws IOException {
        file("data/list.txt", BEGUN.minusSeconds(1));

        assertThat(leavesOnlyGaps("p.sh:2: status 4: wget -P data https://nowhere/list.txt"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar xf data/a.tar", "cd data && tar -xf a.tar", "tar xf ${name}"})
    void an_archive_that_is_there_and_broken_is_no_gap(String unpack) throws IOException {
        file("data/a.tar", BEGUN.plusSeconds(1));

        assertThat(leavesOnlyGaps("p.sh:2: status 4: wget ${url}", "p.sh:3: status 2: " + unpack))
                .isFalse();
    }

    @Test
    void a_script_that_was_ended_or_gives_another_status_bars_all_stages() {
        String failure = "p.sh:2: status 4: wget https://nowhere/a";

        assertThat(ended(new Termination.Exited(4), failure).leavesOnlyGaps(repository, BEGUN))
                .isTrue();
        assertThat(ended(new Termination.Exited(1), failure).leavesOnlyGaps(repository, BEGUN))
                .isFalse();
        assertThat(ended(new Termination.Signalled(9, "KILL"), failure).leavesOnlyGaps(repository, BEGUN))
                .isFalse();
        assertThat(ended(new Termination.Exited(1)).leavesOnlyGaps(repository, BEGUN))
                .isFalse();
    }
}
