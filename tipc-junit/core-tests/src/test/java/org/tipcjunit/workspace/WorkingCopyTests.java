// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.NativeNames;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessRunner;

class WorkingCopyTests {

    @TempDir
    Path folder;

    private final ProcessRunner runner = new ProcessRunner();
    private Path repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = Files.createDirectories(folder.toRealPath().resolve("repository"));
        write("train.py", "train");
        write("test_tipc/configs/m.txt", "config");
        write("test_tipc/output/m/old.log", "old");
    }

    @AfterEach
    void closeRunner() {
        runner.close();
    }

    @Test
    void without_git_everything_but_the_output_is_copied() throws IOException {
        write("weights/latest.pdparams", "w");

        WorkingCopy copy = make(List.of());

        assertThat(names(copy.repository()))
                .containsExactly("test_tipc/configs/m.txt", "train.py", "weights/latest.pdparams");
        assertThat(copy.files()).isEqualTo(3);
        assertThat(copy.bytes()).isEqualTo(12);
        assertThat(copy.notes()).isEmpty();
    }

    @Test
    void a_file_whose_name_the_locale_does_not_know_is_refused_and_not_lost() throws IOException {
        NativeNames inC = new NativeNames(StandardCharsets.US_ASCII, "LC_ALL=C");
        assumeThat(NativeNames.ofJvm().holds("图片")).isTrue();
        write("图片/1.png", "x");
        WorkspaceRequest request = new WorkspaceRequest(
                Checkout.of(repository), folder.toRealPath().resolve("copy"), List.of(), List.of());
        Git git = new Git(runner, folder.toRealPath());
        String problem = "a file of the repository has a name that this Java cannot use: ";

        assertThatExceptionOfType(WorkspaceException.class)
                .isThrownBy(() -> new FileSelection(request, git, inC).files())
                .withMessageStartingWith(problem)
                .withMessageContaining("图片/1.png; its locale (LC_ALL=C) knows names in US-ASCII only")
                .withMessageContaining("remedy: set a locale of UTF-8 before Java starts");
        git("init", "-q");
        assertThatExceptionOfType(WorkspaceException.class)
                .isThrownBy(() -> new FileSelection(request, git, inC).files())
                .withMessageStartingWith(problem + "图片/1.png");
    }

    @Test
    void a_file_whose_name_is_no_utf8_is_refused_and_not_lost() throws IOException {
        git("init", "-q");
        // As archives of Chinese Windows are unpacked.
        Command make =
                new Command(List.of("sh", "-c", "printf x > \"$(printf '\\313\\304.png')\""), repository, Map.of());
        runner.run(make, folder.resolve("sh.log"), java.time.Duration.ofMinutes(1), OutputListener.none());
        git("add", "-A");

        assertThatExceptionOfType(WorkspaceException.class)
                .isThrownBy(() -> make(List.of()))
                .withMessageStartingWith("the name of a file of the repository is no UTF-8: ")
                .withMessageContaining(".png")
                .withMessageContaining("unpack with its encoding (unzip -O GBK)");
    }

    @Test
    void of_a_git_checkout_tracked_and_new_files_are_copied_and_ignored_ones_are_not() throws IOException {
        write(".gitignore", "weights/\n*.log\n");
        write("gone.py", "gone");
        git("init", "-q");
        git("add", "-A");
        Files.delete(repository.resolve("gone.py"));
        write("weights/latest.pdparams", "w");
        write("notes.log", "n");
        write("new.py", "new");
        write("train.py", "changed");

        WorkingCopy copy = make(List.of());

        assertThat(names(copy.repository()))
                .containsExactly(".gitignore", "new.py", "test_tipc/configs/m.txt", "train.py");
        assertThat(copy.repository().resolve("train.py")).hasContent("changed");
    }

    @Test
    void code_that_a_command_writes_over_is_a_difference_from_the_commit() throws IOException {
        write("eval.py", "honest");
        write("gone.py", "gone");
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qm", "all");
        WorkingCopy copy = make(List.of());
        assertThat(copy.code().changed()).isEmpty();

        Files.writeString(copy.repository().resolve("eval.py"), "rosy");
        Files.delete(copy.repository().resolve("gone.py"));
        Files.writeString(copy.repository().resolve("made.py"), "made");

        assertThat(copy.state().with(copy.code().changed()).differences())
                .containsExactly(
                        "eval.py was changed while the commands ran", "gone.py was changed while the commands ran");
    }

    @Test
    void ignored_data_is_copied_when_it_is_named() throws IOException {
        write(".gitignore", "dataset/\nlist.txt\n");
        git("init", "-q");
        write("dataset/a/1.png", "1");
        write("dataset/b/2.png", "2");
        write("list.txt", "l");

        WorkingCopy copy = make(List.of(Path.of("dataset/a"), Path.of("list.txt")));

        assertThat(names(copy.repository()))
                .containsExactly(".gitignore", "dataset/a/1.png", "list.txt", "test_tipc/configs/m.txt", "train.py");
        Files.writeString(copy.repository().resolve("dataset/a/1.png"), "changed");
        assertThat(repository.resolve("dataset/a/1.png")).hasContent("1");
    }

    @Test
    void a_repository_below_the_checkout_keeps_what_lies_beside_it() throws IOException {
        write("tests/test_tipc/configs/n.txt", "config");
        git("init", "-q");
        Path inner = repository.resolve("tests");

        WorkingCopy copy = WorkingCopy.make(
                new WorkspaceRequest(Checkout.of(inner), folder.resolve("copy"), List.of(), List.of()),
                runner,
                line -> {});

        assertThat(copy.repository()).isEqualTo(folder.toRealPath().resolve("copy/tests"));
        assertThat(copy.repository().resolve("../train.py")).hasContent("train");
    }

    @Test
    void a_repository_that_an_enclosing_checkout_ignores_is_copied_whole() throws IOException {
        git("init", "-q");
        write(".gitignore", "build/\n");
        write("build/inner/test_tipc/prepare.sh", "p");

        WorkingCopy copy = WorkingCopy.make(
                new WorkspaceRequest(
                        Checkout.of(repository.resolve("build/inner")), folder.resolve("copy"), List.of(), List.of()),
                runner,
                line -> {});

        assertThat(names(copy.directory())).containsExactly("build/inner/test_tipc/prepare.sh");
        assertThat(copy.repository().resolve("test_tipc/prepare.sh")).exists();
    }

    @Test
    void links_inside_stay_inside_and_links_out_of_the_checkout_are_left_out_with_a_note() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("precious.txt"), "precious");
        Files.createSymbolicLink(repository.resolve("relative"), Path.of("test_tipc/configs"));
        Files.createSymbolicLink(repository.resolve("absolute"), repository.resolve("train.py"));
        Files.createSymbolicLink(repository.resolve("dataset"), outside);
        Files.createSymbolicLink(repository.resolve("dangling"), outside.resolve("new.txt"));

        WorkingCopy copy = make(List.of());

        Path copied = copy.repository();
        assertThat(Files.readSymbolicLink(copied.resolve("relative"))).isEqualTo(Path.of("test_tipc/configs"));
        assertThat(copied.resolve("absolute").toRealPath()).isEqualTo(copied.resolve("train.py"));
        assertThat(Files.exists(copied.resolve("dataset"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(Files.exists(copied.resolve("dangling"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(copy.notes())
                .containsExactly(
                        "the link dangling leads out of the repository to "
                                + outside.toRealPath().resolve("new.txt")
                                + " and was left out, lest a command writes there; name it as data (tipc.data) to have"
                                + " a copy of what it leads to",
                        "the link dataset leads out of the repository to " + outside.toRealPath()
                                + " and was left out, lest a command writes there; name it as data (tipc.data) to have"
                                + " a copy of what it leads to");
    }

    @Test
    void data_behind_a_link_is_copied_when_it_is_named() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside/images"));
        Files.writeString(outside.resolve("1.png"), "1");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("2.png"), "2");
        Files.createSymbolicLink(outside.resolve("2.png"), elsewhere.resolve("2.png"));
        Files.createSymbolicLink(repository.resolve("dataset"), outside.getParent());

        WorkingCopy copy = make(List.of(Path.of("dataset")));

        Path data = copy.repository().resolve("dataset");
        assertThat(Files.isSymbolicLink(data)).isFalse();
        assertThat(Files.isSymbolicLink(data.resolve("images/2.png"))).isFalse();
        Files.writeString(data.resolve("images/1.png"), "changed");
        Files.writeString(data.resolve("images/2.png"), "changed");
        assertThat(outside.resolve("1.png")).hasContent("1");
        assertThat(elsewhere.resolve("2.png")).hasContent("2");
        assertThat(copy.notes()).isEmpty();
    }

    @Test
    void modes_and_times_are_kept() throws IOException {
        Path script = repository.resolve("train.py");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("r-xr-x---"));

        WorkingCopy copy = make(List.of());

        Path copied = copy.repository().resolve("train.py");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied)))
                .isEqualTo("r-xr-x---");
        assertThat(Files.getLastModifiedTime(copied).toMillis())
                .isEqualTo(Files.getLastModifiedTime(script).toMillis());
    }

    @Test
    void a_copy_below_the_repository_does_not_hold_itself_or_earlier_results() throws IOException {
        write("results/earlier/not-certified.json", "{}");
        Path results = repository.resolve("results");

        WorkingCopy copy = WorkingCopy.make(
                new WorkspaceRequest(Checkout.of(repository), results.resolve("run/copy"), List.of(), List.of(results)),
                runner,
                line -> {});

        assertThat(names(copy.repository())).containsExactly("test_tipc/configs/m.txt", "train.py");
    }

    @Test
    void data_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> make(List.of(Path.of("dataset/imagenet"))))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("the data dataset/imagenet does not exist in " + repository
                        + "\n  remedy: correct its path, which is relative to the repository");
    }

    @Test
    void a_repository_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> Checkout.of(folder.resolve("none")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageStartingWith("the repository " + folder.resolve("none") + " cannot be opened: ")
                .hasMessageEndingWith("\n  remedy: name the folder that holds test_tipc");
    }

    @Test
    void a_removed_copy_is_gone_and_the_checkout_is_not() throws IOException {
        WorkingCopy copy = make(List.of());
        Path locked = Files.createDirectories(copy.repository().resolve("locked"));
        Files.writeString(locked.resolve("file"), "x");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
        Files.createSymbolicLink(copy.repository().resolve("out"), repository);

        copy.remove();
        copy.remove();

        assertThat(copy.directory()).doesNotExist();
        assertThat(names(repository)).contains("train.py");
    }

    private WorkingCopy make(List<Path> data) {
        return WorkingCopy.make(
                new WorkspaceRequest(Checkout.of(repository), folder.resolve("copy"), data, List.of()),
                runner,
                line -> {});
    }

    private void write(String name, String content) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void git(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        assertThat(runner.run(
                                new Command(argv, repository, Map.of()),
                                folder.resolve("git.log"),
                                java.time.Duration.ofMinutes(1),
                                OutputListener.none())
                        .termination()
                        .isSuccess())
                .isTrue();
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(
                            file -> !Files.isDirectory(file) && !file.toString().contains("/.git/"))
                    .map(file -> directory.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
