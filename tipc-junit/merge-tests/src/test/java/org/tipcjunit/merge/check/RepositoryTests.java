// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.change.ChangeKind;
import org.tipcjunit.merge.change.ChangeRequest;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.GitChange;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.source.Python3;
import org.tipcjunit.process.ProcessRunner;

/** Changes of real repositories, hostile ones among them. */
@NeedsPython
class RepositoryTests {

    private static final ProcessRunner RUNNER = new ProcessRunner();

    @TempDir
    Path folder;

    @AfterAll
    static void end() {
        RUNNER.close();
    }

    @Test
    void a_working_tree_is_what_would_be_committed_and_is_left_as_it_is() throws IOException {
        TemporaryRepository repository = TemporaryRepository.in(folder)
                .write("kept.md", "kept\n")
                .write("old.py", "x = 1\ny = 2\nz = 3\n")
                .write("gone.txt", "gone\n")
                .write(".gitignore", "*.log\n")
                .commit();
        repository.git("mv", "old.py", "new.py");
        Files.delete(folder.resolve("gone.txt"));
        repository
                .write("kept.md", "changed\n")
                .write("untracked.yml", "a: 1\n")
                .write("ignored.log", "no");
        String status = repository.git("status", "--porcelain");

        try (GitChange change = GitChange.read(repository.since("develop"), RUNNER)) {
            assertThat(change.change().files())
                    .containsExactlyInAnyOrder(
                            new ChangedFile("kept.md", ChangeKind.MODIFIED),
                            new ChangedFile("new.py", ChangeKind.RENAMED, "old.py"),
                            new ChangedFile("gone.txt", ChangeKind.DELETED),
                            new ChangedFile("untracked.yml", ChangeKind.ADDED));
            assertThat(change.view().read("kept.md").map(FileContent::text)).contains("changed\n");
            assertThat(change.view().before("kept.md").map(FileContent::text)).contains("kept\n");
            assertThat(change.view().paths()).doesNotContain("ignored.log", "gone.txt");
        }
        assertThat(repository.git("status", "--porcelain")).isEqualTo(status);
    }

    @Test
    void a_patch_and_a_commit_are_judged_without_a_working_tree() throws IOException {
        TemporaryRepository repository =
                TemporaryRepository.in(folder).write("a.md", "one\n").commit();
        repository.write("a.md", "two\n").write("b/c.md", "new\n").commit();
        Path patch = Files.writeString(folder.resolve(".git/my.patch"), repository.git("diff", "develop~1", "develop"));
        repository.git("checkout", "-q", "--detach", "develop~1");
        List<ChangedFile> expected =
                List.of(new ChangedFile("a.md", ChangeKind.MODIFIED), new ChangedFile("b/c.md", ChangeKind.ADDED));

        try (GitChange ofPatch = GitChange.read(
                        new ChangeRequest(folder, Optional.empty(), Optional.empty(), Optional.of(patch)), RUNNER);
                GitChange ofCommit = GitChange.read(
                        new ChangeRequest(folder, Optional.of("HEAD"), Optional.of("develop"), Optional.empty()),
                        RUNNER)) {
            assertThat(ofPatch.change().files()).isEqualTo(expected);
            assertThat(ofCommit.change().files()).isEqualTo(expected);
            assertThat(ofPatch.view().read("b/c.md").map(FileContent::text)).contains("new\n");
        }
        assertThatThrownBy(() -> GitChange.read(repository.since(""), RUNNER))
                .hasMessageContaining("--base is given without a name");
        assertThatThrownBy(() -> GitChange.read(repository.since("no-such"), RUNNER))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no-such is no commit of")
                .hasMessageContaining("git fetch upstream");
    }

    @Test
    void each_failure_of_git_has_a_remedy_of_its_own(@TempDir Path outside) throws IOException {
        TemporaryRepository repository =
                TemporaryRepository.in(folder).write("a.md", "one\n").commit();
        Path patch = Files.writeString(
                folder.resolve(".git/my.patch"), "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-two\n+three\n");

        assertThatThrownBy(() -> read(folder, patch))
                .hasMessageContaining("does not fit")
                .hasMessageContaining("name the commit that it was made from with --base");
        assertThatThrownBy(() -> read(folder, folder.resolve("no.patch")))
                .hasMessageContaining("there is no patch")
                .hasMessageContaining("git diff");
        assertThatThrownBy(() -> read(outside, patch))
                .hasMessageContaining("is no checkout of git's")
                .hasMessageContaining("git clone");
        assertThatThrownBy(() -> read(outside.resolve("none"), patch)).hasMessageContaining("is no folder");
        assertThat(repository.git("status", "--porcelain")).isEmpty();
    }

    private static GitChange read(Path folder, Path patch) {
        return GitChange.read(
                new ChangeRequest(folder, Optional.empty(), Optional.empty(), Optional.of(patch)), RUNNER);
    }

    @Test
    void a_hostile_repository_neither_hangs_it_nor_leads_it_outside() throws IOException {
        TemporaryRepository repository = TemporaryRepository.in(folder)
                .write("paddleseg/models/__init__.py", "\n")
                .commit();
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        StringBuilder merges = new StringBuilder("b0: &b0 {k: 1}\nb1: &b1 {k: 1}\n");
        for (int i = 2; i < 60; i++) {
            merges.append("b%d: &b%d {<<: [*b%d, *b%d], k: 1}\n".formatted(i, i, i - 1, i - 2));
        }
        repository
                .write("configs/laughs/laughs.yml", laughs.toString())
                .write("configs/laughs/merges.yml", merges.toString())
                .write("configs/loop/loop.yml", "a: &a\n  b: *a\n")
                .write("configs/deep/deep.yml", "[".repeat(100_000))
                .write("long/line.md", "| x ".repeat(1_300_000))
                .write("a\nname.md", "no end")
                .write("paddleseg/models/deep.py", "(".repeat(100_000))
                .write("paddleseg/models/minus.py", "x = " + "-".repeat(200_000) + "1\n")
                .write("paddleseg/models/exit.py", "raise SystemExit(1)\n")
                .write("many/angles.md", "<a ".repeat(200_000))
                .write("many/bars.md", "|a|b|\n|-|-|\n" + "|[[[[".repeat(20_000) + "\n");
        Files.write(folder.resolve("bytes.md"), new byte[] {'a', (byte) 0xff, '\n'});
        Path secret = Files.writeString(Files.createTempFile("secret", ".md"), "secret\n");
        Files.createSymbolicLink(folder.resolve("out.md"), secret);
        Files.createSymbolicLink(folder.resolve("up"), Path.of("../.."));

        MergeReport report =
                MergeCheck.of(RUNNER, Python3.onPath()).check(repository.since("develop"), Optional.empty());

        assertThat(report.suite()).isEqualTo(OfficialSuite.PADDLE_SEG);
        assertThat(broken(report, "common-links-inside")).containsExactlyInAnyOrder("out.md", "up");
        assertThat(broken(report, "common-yaml-parses"))
                .contains(
                        "configs/laughs/laughs.yml",
                        "configs/laughs/merges.yml",
                        "configs/loop/loop.yml",
                        "configs/deep/deep.yml");
        assertThat(broken(report, "common-python-parses")).contains("paddleseg/models/deep.py");
        assertThat(broken(report, "common-markdown-form"))
                .contains("a\nname.md")
                .doesNotContain("out.md");
        try (GitChange change = GitChange.read(repository.since("develop"), RUNNER)) {
            assertThat(change.view().read("out.md")).isEmpty();
            assertThat(change.view().read("bytes.md").map(FileContent::form)).contains(FileContent.Form.NOT_UTF8);
            assertThat(change.view().read("long/line.md").map(FileContent::form))
                    .contains(FileContent.Form.TOO_LARGE);
        }
        Files.delete(secret);
    }

    @Test
    void nothing_that_a_checkout_is_configured_with_is_executed() throws IOException {
        Path mark = Files.createDirectory(folder.resolve("marks"));
        TemporaryRepository repository = TemporaryRepository.in(Files.createDirectory(folder.resolve("checkout")))
                .write("paddleseg/models/__init__.py", "\n")
                .write(".gitattributes", "*.md filter=evil\n")
                .commit();
        for (String key : List.of("clean", "process")) {
            repository.git("config", "filter.evil." + key, "touch " + mark.resolve(key) + " && cat");
        }
        repository.git("config", "filter.evil.required", "true");
        repository.git("config", "core.fsmonitor", "touch " + mark.resolve("fsmonitor"));
        repository.git("config", "log.showSignature", "true");
        repository.git("config", "gpg.program", "touch " + mark.resolve("gpg"));
        Path hooks = Files.createDirectories(repository.folder().resolve(".git/hooks"));
        Path hook = Files.writeString(
                hooks.resolve("post-index-change"), "#!/bin/sh\ntouch " + mark.resolve("hook") + "\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        repository.write("new.md", "new\n");

        try (GitChange change = GitChange.read(repository.since("develop"), RUNNER)) {
            assertThat(change.view().read("new.md").map(FileContent::text)).contains("new\n");
        }
        repository.git("config", "filter.e=vil.clean", "touch " + mark.resolve("named") + " && cat");
        repository.write(".gitattributes", "*.md filter=e=vil\n");
        try (GitChange change = GitChange.read(repository.since("develop"), RUNNER)) {
            assertThat(change.view().read("new.md").map(FileContent::text)).contains("new\n");
        }
        repository.git("config", "filter.\u00fc.clean", "touch " + mark.resolve("letter") + " && cat");
        assertThatThrownBy(() -> GitChange.read(repository.since("develop"), RUNNER))
                .hasMessageContaining("is configured with a filter whose name is no plain text: filter.?");
        assertThat(mark).isEmptyDirectory();
    }

    private static List<String> broken(MergeReport report, String rule) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.rule().id().equals(rule))
                .map(RuleVerdict::outcome)
                .flatMap(outcome -> outcome instanceof Outcome.Broken broken
                        ? broken.violations().stream()
                        : java.util.stream.Stream.empty())
                .map(violation -> violation.path())
                .toList();
    }
}
