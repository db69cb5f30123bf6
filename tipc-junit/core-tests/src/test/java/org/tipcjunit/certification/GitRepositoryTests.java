// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessRunner;

/** Asks a real git about real repositories. */
class GitRepositoryTests {

    private final ProcessRunner runner = new ProcessRunner();

    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void make_folder() throws IOException {
        repository = Files.createDirectories(folder.resolve("repository"));
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void knows_nothing_of_a_folder_without_git() {
        assertThat(describe(repository)).isEqualTo(Certificate.Repository.unknown(repository.toString()));
    }

    @Test
    void knows_nothing_of_a_repository_without_a_commit() {
        git("init", "-q");

        assertThat(describe(repository)).isEqualTo(Certificate.Repository.unknown(repository.toString()));
    }

    @Test
    void knows_commit_and_clean_working_tree() throws IOException {
        String commit = commitOf("train.py");

        assertThat(describe(repository))
                .isEqualTo(Certificate.Repository.of(
                        repository.toString(), Certificate.UNKNOWN, commit, WorkingTree.CLEAN));
    }

    @Test
    void finds_a_changed_file_and_a_new_one_dirty() throws IOException {
        String commit = commitOf("train.py");
        Files.writeString(repository.resolve("train.py"), "changed");
        assertThat(describe(repository).workingTree()).isEqualTo(WorkingTree.DIRTY);

        git("checkout", "-q", "train.py");
        assertThat(describe(repository).workingTree()).isEqualTo(WorkingTree.CLEAN);

        Files.writeString(repository.resolve("new.py"), "new");
        assertThat(describe(repository).workingTree()).isEqualTo(WorkingTree.DIRTY);
        assertThat(describe(repository).commit()).isEqualTo(commit);
    }

    @Test
    void looks_only_at_the_folder_that_is_certified() throws IOException {
        commitOf("model/train.py");
        Files.writeString(repository.resolve("elsewhere.txt"), "new");

        assertThat(describe(repository.resolve("model")).workingTree()).isEqualTo(WorkingTree.CLEAN);
        assertThat(describe(repository).workingTree()).isEqualTo(WorkingTree.DIRTY);
    }

    @Test
    void does_not_take_the_commit_of_a_repository_that_ignores_the_folder() throws IOException {
        Files.writeString(repository.resolve(".gitignore"), "/downloads/\n");
        commitOf("train.py");
        Path ignored = Files.createDirectories(repository.resolve("downloads/model"));
        Files.writeString(ignored.resolve("train.py"), "in no commit");

        assertThat(describe(ignored)).isEqualTo(Certificate.Repository.unknown(ignored.toString()));
    }

    @Test
    void does_not_take_a_warning_for_the_commit() throws IOException {
        String commit = commitOf("train.py");
        git("update-ref", "refs/heads/HEAD", "HEAD");

        assertThat(git("rev-parse", "HEAD")).startsWith("warning: ").endsWith(commit);
        assertThat(describe(repository).commit()).isEqualTo(commit);
    }

    @Test
    void runs_no_program_that_a_checkout_or_its_submodule_configures() throws IOException {
        Path marks = Files.createDirectories(folder.resolve("marks"));
        String commit = commitOf("train.py");
        Path library = Files.createDirectories(folder.resolve("library"));
        git(library, "init", "-q");
        Files.writeString(library.resolve("ops.py"), "ops\n");
        git(library, "add", ".");
        git(library, "commit", "-q", "-m", "state");
        git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.toString(), "ops");
        git("commit", "-q", "-m", "submodule");
        for (Path place : List.of(repository.resolve("ops"), repository)) {
            Files.writeString(place.resolve(".gitattributes"), "*.py filter=hiding\n");
            git(place, "add", ".");
            git(place, "commit", "-q", "-m", "attributes");
            git(place, "config", "filter.hiding.clean", "touch " + marks.resolve("clean") + "; cat");
            git(place, "config", "filter.hiding.process", "touch " + marks.resolve("process"));
            git(place, "config", "core.fsmonitor", "touch " + marks.resolve("monitor") + " #");
        }
        assertThat(marks).isEmptyDirectory();

        assertThat(describe(repository).workingTree()).isEqualTo(WorkingTree.CLEAN);
        Files.writeString(repository.resolve("ops/ops.py"), "changed\n");
        assertThat(describe(repository).workingTree()).as("of the submodule").isEqualTo(WorkingTree.DIRTY);
        assertThat(describe(repository).commit()).isNotEqualTo(commit);
        assertThat(marks).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/group/model.git, https://example.org/group/model.git",
        "https://user:secret@example.org/group/model.git, https://example.org/group/model.git",
        "https://secret@example.org/group/model.git, https://example.org/group/model.git",
        "https://user:sec@ret@example.org/group/model@2.git, https://example.org/group/model@2.git",
        "git@example.org:group/model.git, git@example.org:group/model.git"
    })
    void names_the_remote_without_credentials(String remote, String named) throws IOException {
        commitOf("train.py");
        git("remote", "add", "origin", remote);

        assertThat(describe(repository).remote()).isEqualTo(named);
    }

    @Test
    void of_a_folder_only_its_name_is_told_and_of_a_host_all() throws IOException {
        String commit = commitOf("train.py");
        git("remote", "add", "origin", "first");

        assertThat(List.of(
                        "/home/someone/model",
                        "../model.git",
                        "model",
                        "~someone/model:2",
                        "./host:model",
                        "file:///home/someone/model",
                        "FILE://localhost/home/someone/model",
                        "C:/Users/someone/model"))
                .allSatisfy(folder -> assertThat(describedWith(folder))
                        .isEqualTo(Certificate.Repository.of(
                                repository.toString(),
                                folder.endsWith(":2")
                                        ? "model:2"
                                        : folder.endsWith("host:model") ? "host:model" : "model",
                                commit,
                                WorkingTree.CLEAN)));
        assertThat(List.of(
                        "https://example.org/group/model.git",
                        "ssh://example.org:2222/group/model",
                        "example.org:group/model.git",
                        "git@[::1]:model"))
                .allSatisfy(
                        address -> assertThat(describedWith(address).remote()).isEqualTo(address));
    }

    @Test
    void a_clone_of_a_clone_is_of_where_the_first_came_from() throws IOException {
        commitOf("train.py");
        Path clone = folder.resolve("clone");
        git("clone", "-q", repository.toString(), clone.toString());
        Path further = folder.resolve("further");
        git("clone", "-q", "file://" + clone, further.toString());

        assertThat(describe(further).remote())
                .as("of the folder that nobody cloned")
                .isEqualTo(String.valueOf(repository.getFileName()));

        git("remote", "add", "origin", "https://someone:secret@example.org/group/model.git");

        assertThat(describe(clone).remote()).isEqualTo("https://example.org/group/model.git");
        assertThat(describe(further).remote()).isEqualTo("https://example.org/group/model.git");
    }

    private Certificate.Repository describedWith(String remote) {
        git("remote", "set-url", "origin", remote);
        return describe(repository);
    }

    private Certificate.Repository describe(Path path) {
        return new GitRepository(runner, folder.resolve("logs")).describe(path);
    }

    /** Commit everything, with a new file, and get the commit's id. */
    private String commitOf(String file) throws IOException {
        git("init", "-q");
        Path path = repository.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "print()\n");
        git("add", ".");
        git("commit", "-q", "-m", "state");
        return git("rev-parse", "HEAD");
    }

    private String git(String... arguments) {
        return git(repository, arguments);
    }

    private String git(Path place, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(
                "git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"));
        argv.addAll(List.of(arguments));
        List<String> output = new ArrayList<>();
        var outcome = runner.run(
                new Command(argv, place, Map.of()), folder.resolve("git.log"), Duration.ofSeconds(30), (OutputListener)
                        output::add);
        assertThat(outcome.termination().isSuccess()).as("%s: %s", argv, output).isTrue();
        return String.join("\n", output);
    }
}
