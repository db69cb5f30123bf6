// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessRunner;

class CheckoutContentsTests {

    @TempDir
    Path folder;

    private final ProcessRunner runner = new ProcessRunner();
    private final FolderContents contents = new FolderContents();
    private Path repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = Files.createDirectories(folder.toRealPath().resolve("repository"));
        write("train.py", "train");
        write(".gitignore", "data\nweights\n");
        write("data/0.png", "picture");
        write("weights/latest.pdparams", "weights");
        git("init", "-q");
        git("add", "-A");
        commit();
    }

    @AfterEach
    void closeRunner() {
        runner.close();
    }

    private void write(String file, String text) throws IOException {
        Path path = repository.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void git(String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(List.of("git", "-c", "user.name=n", "-c", "user.email=n@n"));
        argv.addAll(List.of(arguments));
        assertThat(runner.run(
                                new Command(argv, repository, Map.of()),
                                folder.resolve("git.log"),
                                Duration.ofMinutes(1),
                                OutputListener.none())
                        .termination()
                        .isSuccess())
                .isTrue();
    }

    private void commit() throws IOException {
        git("commit", "-q", "--allow-empty", "-m", "m");
    }

    private CheckoutContents look(Path... data) throws IOException {
        return CheckoutContents.of(
                new WorkspaceRequest(Checkout.of(repository), folder.resolve("copy"), List.of(data), List.of()),
                runner,
                contents);
    }

    @Test
    void files_are_those_of_a_working_copy() throws IOException {
        write("new.py", "new");

        assertThat(look().digests()).containsOnlyKeys(".gitignore", "new.py", "train.py");
        assertThat(look(Path.of("data")).digests()).containsOnlyKeys(".gitignore", "data/0.png", "new.py", "train.py");
    }

    @Test
    void another_content_is_another_digest_and_the_same_is_the_same() throws IOException {
        CheckoutContents before = look(Path.of("data"));
        write("train.py", "other");
        CheckoutContents changed = look(Path.of("data"));
        write("train.py", "train");

        assertThat(FolderContents.difference(before.digests(), changed.digests()))
                .contains("train.py changed");
        assertThat(look(Path.of("data"))).isEqualTo(before);
    }

    @Test
    void data_behind_a_link_are_read_where_they_lie() throws IOException {
        Path elsewhere = Files.createDirectories(folder.toRealPath().resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("0.png"), "picture");
        Files.createSymbolicLink(repository.resolve("linked"), elsewhere);
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.createSymbolicLink(elsewhere.resolve("again"), other);
        Files.createSymbolicLink(other.resolve("back"), elsewhere);
        CheckoutContents before = look();
        Files.writeString(elsewhere.resolve("0.png"), "another picture");
        CheckoutContents changed = look();

        assertThat(before.digests()).containsKeys("linked", "linked/0.png", "linked/again", "linked/again/back");
        assertThat(FolderContents.difference(before.digests(), changed.digests()))
                .contains("linked/0.png changed");
    }

    @Test
    void another_commit_of_the_same_files_is_another_one() throws IOException {
        CheckoutContents before = look();
        commit();

        assertThat(look().digests()).isEqualTo(before.digests());
        assertThat(look().commit()).isNotEqualTo(before.commit());
        assertThat(before.commit()).hasSize(40);
    }
}
