// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLinesTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "test.txt, 'good room\\n\\nbad bed\\n', 'good room;bad bed'",
        "infer.tsv, 'text_a\\tlabel\\ngood room\\t1\\nbad bed\\t0\\n', 'good room|1;bad bed|0'",
        "dev.csv, 'label,review\\n1,\"good, large room\"\\n0,bad bed\\n', '1|good, large room;0|bad bed'",
        "test.json, '{\"id\": 7, \"question\": \"where?\"}\\n{\"id\": 8, \"question\": \"who is it?\"}', '7|where?;8|who is it?'",
        "lac.tsv, '大\\2学\\n英\\2文\\n', '大学;英文'"
    })
    void lines_are_texts_with_their_columns(String name, String content, String expected) throws IOException {
        Path file = write(name, content.translateEscapes());

        assertThat(TextLines.at(file).rows().stream()
                        .map(row -> String.join("|", row))
                        .toList())
                .isEqualTo(List.of(expected.split(";", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "points.txt, '0.1 0.2 0.3\\n0.4 0.5 0.6\\n'",
        "list.txt, 'images/a.png 3\\nimages/b.png 4\\n'",
        "squad.json, '{\\n  \"data\": []\\n}\\n'",
        "slots.txt, '0 1:24 2:1 3:7\\n1 1:23 2:4 3:9\\n'",
        "empty.txt, ''"
    })
    void other_files_are_samples_themselves(String name, String content) throws IOException {
        assertThat(TextLines.at(write(name, content.translateEscapes())).isEmpty())
                .isTrue();
    }

    @Test
    void texts_in_gb18030_are_read_and_binary_files_are_not() throws IOException {
        Path file = Files.write(folder.resolve("a.txt"), "房间很好\n床很差\n".getBytes(Charset.forName("GB18030")));

        assertThat(TextLines.at(file).rows()).containsExactly(List.of("房间很好"), List.of("床很差"));
        assertThat(TextLines.at(Files.write(folder.resolve("b.bin"), new byte[] {'a', 0, 'b', '\n'}))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void a_folder_gives_its_file_of_test_texts_or_files_that_are_samples_themselves() throws IOException {
        write("label.txt", "good\nbad\n");
        write("train.txt", "good room\tgood\n");
        Path data = write("data.txt", "large room\nloud bed\n");
        Path documents = Files.createDirectory(folder.resolve("documents"));
        Files.writeString(documents.resolve("1.txt"), "One line.\nAnother.\n");

        assertThat(TestImages.at(folder)).containsExactly(data);
        assertThat(TextLines.at(folder).count()).isEqualTo(2);
        assertThat(TextLines.at(documents).isEmpty()).isTrue();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
