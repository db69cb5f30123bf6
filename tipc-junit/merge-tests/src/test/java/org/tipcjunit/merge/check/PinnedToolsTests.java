// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.hook.HookRunner;
import org.tipcjunit.merge.hook.ToolFinder;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.process.ProcessRunner;

/** The formatters that suites pin, on the new lines of a change. */
@NeedsPython
class PinnedToolsTests {

    private static final ProcessRunner RUNNER = new ProcessRunner();
    private static final HookRunner TOOLS = HookRunner.ofTools(ToolFinder.provisioned(), RUNNER);
    private static final String HOOKS = ".pre-commit-config.yaml";
    private static final String OLD = "ppocr/old.py";
    private static final String NEW = "ppocr/new.py";

    private static final String YAPF = """
            repos:
            - repo: https://github.com/PaddlePaddle/mirrors-yapf.git
              rev: 0d79c0c469bab64f7229c9aca2b1186ef47f0e37
              hooks:
              - id: yapf
                files: \\.py$
            - repo: https://github.com/pre-commit/pre-commit-hooks
              rev: a11d9314b22d8f8c7556443875b731ef05965464
              hooks:
              - id: check-merge-conflict
            - repo: local
              hooks:
              - id: clang-format
                entry: bash .clang_format.hook -i
            """;

    private static final String BLACK = """
            repos:
            - repo: https://github.com/psf/black.git
              rev: 24.10.0
              hooks:
              - id: black
            - repo: https://github.com/pycqa/flake8
              rev: 7.1.1
              hooks:
              - id: flake8
                args: [--count, '--select=E9,F63,F7,F82', --show-source]
                exclude: ^test_tipc/
            """;

    @TempDir
    Path folder;

    @AfterAll
    static void end_processes() {
        RUNNER.close();
    }

    private static Imitation change(String hooks, String before, String after) {
        return new Imitation(
                OfficialSuite.PADDLE_OCR,
                Map.of(HOOKS, hooks, OLD, before, ".style.yapf", "[style]\nbased_on_style = pep8\ncolumn_limit = 80\n"),
                Map.of(HOOKS, hooks, OLD, after, ".style.yapf", "[style]\nbased_on_style = pep8\ncolumn_limit = 80\n"));
    }

    private static List<String> said(MergeReport report) {
        return report.ran().stream().map(Words::en).toList();
    }

    @Test
    void the_pinned_yapf_looks_at_new_lines_and_it_is_said_which_hooks_ran() {
        String old = "def f( a ):\n    return a\n";
        MergeReport report =
                change(YAPF, old, old + "\n\ndef g(b):\n    return  b\n").report(TOOLS);

        assertThat(Imitation.broken(report))
                .contains("warning common-python-format " + OLD
                        + ": yapf 0.13.2 would write this otherwise, in 1 places of the file");
        assertThat(said(report))
                .containsExactly(
                        "yapf 0.13.2 looked at 1 files",
                        "hooks judged by this library: check-merge-conflict",
                        "hooks that did not run, as nothing here does their work: clang-format");
        assertThat(Imitation.broken(
                        change(YAPF, old, old + "\n\ndef g(b):\n    return b\n").report(TOOLS)))
                .noneMatch(line -> line.contains("common-python-format"));
    }

    @Test
    void the_pinned_black_and_flake8_look_at_what_their_patterns_let_through() {
        Imitation change = change(BLACK, "a = 1\n", "a = 1\n")
                .with(NEW, "def f():\n    return {'a': nowhere}\n")
                .with("test_tipc/other.py", "def f():\n    return nowhere\n")
                .with("ppocr/odd.py", "def f(:\n");
        MergeReport report = change.report(TOOLS);

        assertThat(Imitation.broken(report))
                .contains(
                        "warning common-python-format " + NEW
                                + ": black 24.10.0 would write this otherwise, in 1 places of the file",
                        "warning common-python-flakes " + NEW + ": flake8 7.1.1: F821 undefined name 'nowhere'")
                .noneMatch(line -> line.contains("common-python-flakes test_tipc"));
        assertThat(said(report).get(0))
                .startsWith("black 24.10.0 looked at 2 files, but not at all of them: ppocr/odd.py: ");
    }

    @Test
    void what_configures_a_tool_executes_nothing_and_leads_nowhere() throws Exception {
        Path mark = folder.resolve("mark");
        String plugin = "open('" + mark + "', 'w')\n\n\nclass P:\n    name = 'p'\n    version = '1'\n";
        MergeReport report = change(BLACK, "a = 1\n", "a = 1\n")
                .with("plug.py", plugin)
                .with("black.py", plugin)
                .with("yapf.py", plugin)
                .with("flake8/__init__.py", plugin)
                .with(
                        "setup.cfg",
                        "[flake8]\noutput-file = " + mark
                                + "\n[flake8:local-plugins]\npaths = .\nextension =\n    X = plug:P\n")
                .report(TOOLS);

        assertThat(said(report)).contains("black 24.10.0 looked at 4 files", "flake8 7.1.1 looked at 4 files");
        assertThat(mark).doesNotExist();
        assertThat(Files.list(folder)).isEmpty();
    }

    @Test
    void a_pattern_that_never_ends_and_a_tool_that_cannot_be_had_are_said_and_judged_by_nobody() {
        String endless = YAPF.replace("files: \\.py$", "files: ^(\\w+/?)+!$");
        MergeReport hanging = change(endless, "a = 1\n", "a = 2\n")
                .with("ppocr/" + "a".repeat(60) + ".py", "a = 1\n")
                .report(HookRunner.ofTools(ToolFinder.provisioned(), RUNNER, Duration.ofSeconds(3)));
        assertThat(said(hanging).get(0)).startsWith("yapf 0.13.2 did not run: ");

        String nowhere = YAPF.replace("0d79c0c469bab64f7229c9aca2b1186ef47f0e37", "v999.0");
        MergeReport missing = change(nowhere, "a = 1\n", "a = 2\n").report(TOOLS);
        assertThat(said(missing).get(0))
                .startsWith("yapf 999.0 did not run: it cannot be had: The requirement set yapf-999.0");
        assertThat(missing.unjudged()).anyMatch(verdict -> verdict.rule().id().equals("common-python-format"));
        assertThat(missing.isReady()).isTrue();
    }
}
