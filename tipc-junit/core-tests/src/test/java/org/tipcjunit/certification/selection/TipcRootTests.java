// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TipcRootTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://github.com/PaddlePaddle/PaddleClas.git, PaddlePaddle/PaddleClas",
        "https://token@example.org/PaddlePaddle/PaddleClas, PaddlePaddle/PaddleClas",
        "git@github.com:PaddlePaddle/PaddleOCR.git, PaddlePaddle/PaddleOCR",
        "ssh://git@example.org:22/group/models/, group/models"
    })
    void knows_the_repository_by_its_origin(String url, String name) throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        Files.createDirectories(folder.resolve("tutorial"));
        Files.writeString(
                folder.resolve(".git/config"),
                "[core]\n\tbare = false\n[remote \"fork\"]\n\turl = https://example.org/other/fork\n[remote \"origin\"]\n\turl = "
                        + url
                        + "\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch \"main\"]\n\tremote = origin\n");

        assertThat(new TipcRoot(folder.resolve("tutorial")).repositoryName()).hasValue(name);
    }

    @Test
    void knows_no_repository_without_an_origin() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(
                folder.resolve(".git/config"),
                "[remote \"origin\"]\n[remote \"fork\"]\n\turl = https://example.org/other/fork\n");

        assertThat(new TipcRoot(folder).repositoryName()).isEmpty();
    }

    @Test
    void reads_the_scripts_also_when_they_are_no_utf8() throws IOException {
        Files.createDirectories(folder.resolve("test_tipc/configs"));
        Files.write(folder.resolve("test_tipc/prepare.sh"), new byte[] {'#', (byte) 0xb2, '\n'});
        Files.writeString(folder.resolve("test_tipc/test_train_inference_python.sh"), "lines=()\n");
        Files.writeString(folder.resolve("test_tipc/README.md"), "no script");

        assertThat(new TipcRoot(folder).facts().scripts())
                .containsOnlyKeys("prepare.sh", "test_train_inference_python.sh")
                .containsEntry("test_train_inference_python.sh", "lines=()\n");
    }
}
