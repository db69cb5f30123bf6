// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestImagesTests {

    @TempDir
    Path directory;

    @Test
    void finds_images_in_sub_folders_and_nothing_else_beside_them() throws IOException {
        write("set/b/1.png", "set/a/1.png", "set/a/notes.txt", "set/.hidden.png");

        assertThat(TestImages.at(directory.resolve("set")))
                .containsExactly(directory.resolve("set/a/1.png"), directory.resolve("set/b/1.png"));
    }

    @Test
    void finds_texts_where_there_is_no_image() throws IOException {
        write("set/1.txt", "set/2.txt", "set/labels.json");

        assertThat(TestImages.at(directory.resolve("set")))
                .containsExactly(directory.resolve("set/1.txt"), directory.resolve("set/2.txt"));
    }

    @Test
    void finds_all_parts_of_data_whose_names_have_no_ending() throws IOException {
        write("set/part-0", "set/part-1", "set/sub/part-2");

        assertThat(TestImages.at(directory.resolve("set"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s 3", "%s\tcat dog", "%s,3,4", "  %s  "})
    void finds_what_a_list_names(String line) throws IOException {
        write("data/images/1.png", "data/images/2 b.png");
        Path list = directory.resolve("data/lists/val.txt");
        Files.createDirectories(list.getParent());
        Files.write(list, List.of("# images", line.formatted("images/1.png"), ""));

        assertThat(TestImages.at(list)).containsExactly(directory.resolve("data/images/1.png"));
    }

    @Test
    void takes_a_text_that_names_no_files_for_a_sample() throws IOException {
        Path text = directory.resolve("text.txt");
        Files.writeString(text, "a good film");

        assertThat(TestImages.at(text)).containsExactly(text);
    }

    @Test
    void finds_nothing_where_there_is_nothing() {
        assertThat(TestImages.at(directory.resolve("missing"))).isEmpty();
    }

    private void write(String... files) throws IOException {
        for (String file : files) {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
    }
}
