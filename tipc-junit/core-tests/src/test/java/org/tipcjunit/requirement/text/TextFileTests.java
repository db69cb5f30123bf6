// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTests {

    @TempDir
    private Path folder;

    @Test
    void a_document_is_read() throws IOException {
        assertThat(TextFile.read(Files.writeString(folder.resolve("README.md"), "# 模型\n"))
                        .text())
                .isEqualTo("# 模型\n");
    }

    @Test
    void what_is_far_larger_than_a_document_is_not_read() throws IOException {
        Path weights = folder.resolve("weights.md");
        try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
            file.setLength(3L << 30);
        }

        assertThat(TextFile.read(weights).problem())
                .hasValue("it has 3221225472 bytes, and a document at most 16777216");
    }
}
