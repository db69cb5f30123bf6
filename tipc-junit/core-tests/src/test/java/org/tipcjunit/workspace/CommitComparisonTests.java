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
import org.tipcjunit.workspace.CopiedState.Uncommitted;

/** Makes real working copies of real repositories, with everything that hides a change from git status. */
class CommitComparisonTests {

    @TempDir
    Path folder;

    private final ProcessRunner runner = new ProcessRunner();
    private Path repository;

    @BeforeEach
    void make_repository() throws IOException {
        repository = Files.createDirectories(folder.toRealPath().resolve("repository"));
        write("train.py", "print()\n");
        write("model/net.py", "layers = 3\n");
        write(".gitignore", "data/\nlocal.py\n*.pdparams\n");
        git(repository, "init", "-q");
        commit(repository);
    }

    @AfterEach
    void close_runner() {
        runner.close();
    }

    @Test
    void a_copy_of_what_is_committed_has_no_differences() throws IOException {
        CopiedState state = state(List.of());

        assertThat(state).isEqualTo(new CopiedState(state.commit(), List.of(), List.of()));
        assertThat(state.commit()).contains(git(repository, "rev-parse", "HEAD"));
    }

    @Test
    void a_change_is_seen_although_git_was_told_not_to_look() throws IOException {
        git(repository, "update-index", "--assume-unchanged", "train.py");
        git(repository, "update-index", "--skip-worktree", "model/net.py");
        write("train.py", "cheat()\n");
        write("model/net.py", "layers = 4\n");
        assertThat(git(repository, "status", "--porcelain")).isEmpty();

        assertThat(state(List.of()).differences())
                .containsExactly(
                        "model/net.py is not as in the commit (git was told not to look at it: skip-worktree)",
                        "train.py is not as in the commit (git was told not to look at it: assume-unchanged)");
    }

    @Test
    void a_commit_that_git_was_told_to_take_for_another_one_is_compared_as_it_is() throws IOException {
        String commit = git(repository, "rev-parse", "HEAD");
        write("train.py", "cheat()\n");
        git(repository, "commit", "-q", "-a", "-m", "other");
        String other = git(repository, "rev-parse", "HEAD");
        git(repository, "reset", "-q", "--soft", commit);
        git(repository, "replace", commit, other);
        assertThat(git(repository, "status", "--porcelain")).isEmpty();

        CopiedState state = state(List.of());

        assertThat(state.commit()).contains(commit);
        assertThat(state.differences()).containsExactly("train.py is not as in the commit");
    }

    @Test
    void a_new_file_is_seen_although_settings_hide_it() throws IOException {
        git(repository, "config", "status.showUntrackedFiles", "no");
        write("new.py", "new");
        assertThat(git(repository, "status", "--porcelain")).isEmpty();

        assertThat(state(List.of()).differences()).containsExactly("new.py lies in no commit");
    }

    @Test
    void a_file_that_excludes_of_the_user_hide_is_not_copied_and_one_that_is_staged_is_told() throws IOException {
        write("hidden/extra.py", "extra");
        write("staged.py", "staged");
        Path excludes = Files.writeString(folder.resolve("excludes"), "hidden/\n");
        git(repository, "config", "core.excludesFile", excludes.toString());
        git(repository, "add", "staged.py");

        WorkingCopy copy = copy(List.of());

        assertThat(copy.repository().resolve("hidden")).doesNotExist();
        assertThat(copy.state().differences()).containsExactly("staged.py lies in no commit");
    }

    @Test
    void a_missing_file_and_another_mode_are_seen() throws IOException {
        Files.delete(repository.resolve("model/net.py"));
        assertThat(repository.resolve("train.py").toFile().setExecutable(true)).isTrue();

        assertThat(state(List.of()).differences())
                .containsExactly("model/net.py of the commit is missing", "train.py is not as in the commit");
    }

    @Test
    void ignored_data_are_stated_with_their_digest_and_code_in_them_is_a_difference() throws IOException {
        write("data/a.txt", "a");
        write("data/b/c.txt", "c");
        write("best.pdparams", "weights");
        write("local.py", "import os");

        CopiedState state = state(List.of("data", "best.pdparams", "local.py"));

        assertThat(state.differences())
                .containsExactly("local.py is code that lies in no commit, and came along with the data local.py");
        String listing = DataDigest.sha256(repository.resolve("data/a.txt")) + "  a.txt\n"
                + DataDigest.sha256(repository.resolve("data/b/c.txt")) + "  b/c.txt\n";
        assertThat(state.besides())
                .containsExactly(
                        new Uncommitted(
                                "data that no commit holds",
                                "data",
                                2,
                                DataDigest.sha256(Files.writeString(folder.resolve("listing"), listing))),
                        new Uncommitted(
                                "data that no commit holds",
                                "best.pdparams",
                                1,
                                DataDigest.sha256(repository.resolve("best.pdparams"))),
                        new Uncommitted(
                                "data that no commit holds",
                                "local.py",
                                1,
                                DataDigest.sha256(repository.resolve("local.py"))));
    }

    @Test
    void named_data_that_the_commit_holds_are_not_told() throws IOException {
        assertThat(state(List.of("model")).besides()).isEmpty();
    }

    @Test
    void line_endings_that_git_converts_are_no_change_and_others_are() throws IOException {
        write(".gitattributes", "*.py text\n*.sh -text\n");
        write("run.sh", "echo\n");
        commit(repository);
        write("train.py", "print()\r\n");
        assertThat(state(List.of()).differences()).isEmpty();

        write("run.sh", "echo\r\n");
        assertThat(new CopyOf("second").state(List.of()).differences())
                .containsExactly("run.sh is not as in the commit");
    }

    @Test
    void code_between_the_ends_of_a_keyword_is_seen_and_what_git_or_others_wrote_there_is_no_change()
            throws IOException {
        write(".gitattributes", "*.py ident\n");
        write("train.py", "a = '$Id$'\nb = '$Id: net.py 7 2020 me $'\n");
        git(repository, "add", "-A");
        commit(repository);
        git(repository, "rm", "-q", "--cached", "train.py");
        git(repository, "reset", "-q", "--hard");
        assertThat(Files.readString(repository.resolve("train.py"))).containsPattern("Id: [0-9a-f]{40} ");
        assertThat(state(List.of()).differences()).isEmpty();

        write("train.py", "a = '$Id: '; cheat() # $'\nb = '$Id: net.py 7 2020 me $'\n");

        assertThat(git(repository, "diff")).isEmpty();
        assertThat(new CopyOf("other").state(List.of()).differences())
                .containsExactly(
                        "train.py is not as in the commit between the ends of a keyword, where git does not look"
                                + " ($Id: ... $)");
    }

    @Test
    void programs_that_a_checkout_configures_neither_run_nor_hide_a_change() throws IOException {
        Path marks = Files.createDirectories(folder.toRealPath().resolve("marks"));
        write(".gitattributes", "train.py filter=hiding\n");
        commit(repository);
        git(repository, "config", "filter.hiding.clean", "touch " + marks.resolve("clean") + "; echo 'print()'");
        git(repository, "config", "filter.hiding.required", "true");
        git(repository, "config", "core.fsmonitor", "touch " + marks.resolve("monitor") + " #");
        write("train.py", "cheat()\n");
        assertThat(git(repository, "-c", "core.fsmonitor=false", "status", "--porcelain"))
                .as("git itself believes them")
                .isEmpty();
        assertThat(marks).isNotEmptyDirectory();
        FolderTree.remove(marks);
        Files.createDirectories(marks);

        assertThat(state(List.of()).differences()).containsExactly("train.py is not as in the commit");
        assertThat(marks).isEmptyDirectory();
    }

    @Test
    void files_that_the_commit_holds_as_pointers_are_no_change_where_the_filter_is_missing() throws IOException {
        String content = "many weights";
        Path weights = Files.writeString(folder.resolve("weights"), content);
        write(
                "weights.bin",
                "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
                        .formatted(DataDigest.sha256(weights), content.length()));
        commit(repository);
        write("weights.bin", content);
        assertThat(state(List.of()).differences()).isEmpty();

        write("weights.bin", "other weights");
        assertThat(new CopyOf("second").state(List.of()).differences())
                .containsExactly("weights.bin is not as in the commit");
    }

    @Test
    void what_a_sparse_checkout_left_out_is_stated_and_no_change() throws IOException {
        write("other/tool.py", "tool");
        commit(repository);
        git(repository, "sparse-checkout", "set", "model");
        assertThat(repository.resolve("other")).doesNotExist();

        CopiedState state = state(List.of());

        assertThat(state.differences()).isEmpty();
        assertThat(state.besides())
                .containsExactly(new Uncommitted("files of the commit that a sparse checkout left out", ".", 1, ""));
    }

    @Test
    void a_linked_work_tree_is_compared_with_its_own_commit() throws IOException {
        Path tree = folder.toRealPath().resolve("tree");
        git(repository, "worktree", "add", "-q", tree.toString(), "-b", "side");
        Files.writeString(tree.resolve("train.py"), "changed");
        repository = tree;

        assertThat(state(List.of()).differences()).containsExactly("train.py is not as in the commit");
    }

    @Test
    void submodules_are_compared_with_the_commit_that_is_named_and_with_their_own() throws IOException {
        Path library = Files.createDirectories(folder.toRealPath().resolve("library"));
        git(library, "init", "-q");
        Files.writeString(library.resolve("ops.py"), "ops");
        String first = commit(library);
        git(repository, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.toString(), "ops");
        commit(repository);
        assertThat(state(List.of()).differences()).isEmpty();

        git(repository.resolve("ops"), "update-index", "--assume-unchanged", "ops.py");
        Files.writeString(repository.resolve("ops/ops.py"), "changed");
        assertThat(new CopyOf("second").state(List.of()).differences())
                .containsExactly(
                        "ops/ops.py is not as in the commit (git was told not to look at it: assume-unchanged)");

        git(repository.resolve("ops"), "update-index", "--no-assume-unchanged", "ops.py");
        String second = commit(repository.resolve("ops"));
        assertThat(new CopyOf("third").state(List.of()).differences())
                .containsExactly("the submodule ops is at " + second + ", and in the commit at " + first);
    }

    @Test
    void a_submodule_that_is_not_checked_out_is_no_change() throws IOException {
        String commit = git(repository, "rev-parse", "HEAD");
        git(repository, "update-index", "--add", "--cacheinfo", "160000," + commit + ",ops");
        git(repository, "commit", "-q", "-m", "submodule");

        assertThat(state(List.of()).differences()).isEmpty();
    }

    @Test
    void a_repository_inside_that_is_no_submodule_is_told_once() throws IOException {
        Path inside = Files.createDirectories(repository.resolve("slim"));
        git(inside, "init", "-q");
        Files.writeString(inside.resolve("a.py"), "a");
        Files.writeString(inside.resolve("b.py"), "b");
        String commit = commit(inside);

        assertThat(state(List.of()).differences())
                .containsExactly("slim is a repository of its own, at " + commit + ", which the commit does not hold");
    }

    @Test
    void links_that_the_copy_has_otherwise_are_no_change_unless_the_user_changed_them() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(repository.resolve("datasets"), outside);
        Files.createSymbolicLink(repository.resolve("absolute.py"), repository.resolve("train.py"));
        commit(repository);
        assertThat(state(List.of()).differences()).isEmpty();

        Files.delete(repository.resolve("absolute.py"));
        Files.createSymbolicLink(repository.resolve("absolute.py"), repository.resolve("model/net.py"));
        assertThat(new CopyOf("second").state(List.of()).differences())
                .containsExactly("absolute.py is not as in the commit");
    }

    @Test
    void nothing_is_known_without_a_commit_or_of_a_folder_that_the_repository_ignores() throws IOException {
        Path fresh = Files.createDirectories(folder.toRealPath().resolve("fresh"));
        git(fresh, "init", "-q");
        Files.writeString(fresh.resolve("train.py"), "");
        Path ignored = Files.createDirectories(repository.resolve("data/model"));
        Files.writeString(ignored.resolve("train.py"), "");

        repository = fresh;
        assertThat(state(List.of())).isEqualTo(CopiedState.unknown());
        repository = ignored;
        assertThat(new CopyOf("second").state(List.of())).isEqualTo(CopiedState.unknown());
    }

    @Test
    void many_differences_are_told_in_part() throws IOException {
        for (int i = 10; i < 40; i++) {
            write("new" + i + ".py", "");
        }

        assertThat(state(List.of()).differences())
                .hasSize(21)
                .startsWith("new10.py lies in no commit")
                .endsWith("and 10 more");
    }

    private CopiedState state(List<String> data) {
        return copy(data).state();
    }

    private WorkingCopy copy(List<String> data) {
        return new CopyOf("copy").make(data);
    }

    /** A working copy that is made in a folder of its own. */
    private final class CopyOf {

        private final String name;

        CopyOf(String name) {
            this.name = name;
        }

        CopiedState state(List<String> data) {
            return make(data).state();
        }

        WorkingCopy make(List<String> data) {
            return WorkingCopy.make(
                    new WorkspaceRequest(
                            Checkout.of(repository),
                            folder.resolve("runs").resolve(name),
                            data.stream().map(Path::of).toList(),
                            List.of()),
                    runner,
                    line -> {});
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private String commit(Path place) {
        git(place, "add", "-A");
        git(place, "commit", "-q", "-m", "state");
        return git(place, "rev-parse", "HEAD");
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
