// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadFilesTests {

    @TempDir
    Path folder;

    @Test
    void tells_files_that_nobody_read() throws IOException {
        Path workspace = Files.createDirectory(folder.resolve("workspace"));
        Path read = Files.writeString(workspace.resolve("a.png"), "a");
        Path left = Files.writeString(workspace.resolve("b.png"), "b");
        Path elsewhere = Files.writeString(folder.resolve("c.png"), "c");
        Path link = Files.createSymbolicLink(workspace.resolve("d.png"), elsewhere);
        List<Path> all = List.of(read, left, elsewhere, link);

        assertThat(ReadFiles.unread(all)).isEmpty();
        new ReadFiles(workspace).forget(all);
        assumeFalse(ReadFiles.unread(all).isEmpty(), "the file system keeps no times of access");

        assertThat(ReadFiles.unread(all)).containsExactly(read, left);
        assertThat(Files.readString(read)).isEqualTo("a");
        assertThat(ReadFiles.unread(all)).containsExactly(left);
        try (var files = Files.list(workspace)) {
            assertThat(files).containsExactlyInAnyOrder(read, left, link);
        }
    }

    @Test
    void knows_nothing_of_files_that_are_gone() {
        Path gone = folder.resolve("gone.png");

        new ReadFiles(folder).forget(List.of(gone));

        assertThat(ReadFiles.unread(List.of(gone))).isEmpty();
    }
}
