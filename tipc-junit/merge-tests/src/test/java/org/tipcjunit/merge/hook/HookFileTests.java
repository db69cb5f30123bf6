// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.RepositoryView;
import org.tipcjunit.merge.source.Sources;

/** What is taken from a suite's {@code .pre-commit-config.yaml}. */
class HookFileTests {

    private static List<Hook> hooks(String text) {
        Sources sources = new Sources(new OneFile(FileContent.of(HookFile.PATH, text)), files -> List.of());
        return new HookFile(sources.yaml(HookFile.PATH).orElseThrow()).hooks();
    }

    @Test
    void a_hook_of_today_has_its_revision_arguments_and_patterns() {
        List<Hook> hooks = hooks("""
                exclude: ^third_party/
                repos:
                -   repo: https://github.com/pycqa/flake8
                    rev: 7.1.1
                    hooks:
                    -   id: flake8
                        args:
                            - --count
                            - --select=E9,F63
                        exclude: ^benchmark/
                -   repo: https://github.com/psf/black.git
                    rev: 24.10.0
                    hooks:
                    -   id: black
                        files: (.*\\.(py|pyi))$
                """);

        assertThat(hooks)
                .containsExactly(
                        new Hook(
                                "flake8",
                                "https://github.com/pycqa/flake8",
                                "7.1.1",
                                List.of("--count", "--select=E9,F63"),
                                "",
                                List.of("^benchmark/", "^third_party/")),
                        new Hook(
                                "black",
                                "https://github.com/psf/black.git",
                                "24.10.0",
                                List.of(),
                                "(.*\\.(py|pyi))$",
                                List.of("", "^third_party/")));
        assertThat(Revisions.version(hooks.get(1), HookTool.BLACK)).contains("24.10.0");
    }

    @Test
    void the_first_form_of_the_file_is_read_as_well_and_a_local_formatter_has_no_version() {
        List<Hook> hooks = hooks("""
                -   repo: local
                    hooks:
                    -   id: yapf
                        entry: yapf
                        language: system
                        args: [-i, --style .style.yapf]
                -   repo: https://github.com/PaddlePaddle/mirrors-yapf.git
                    sha: 0d79c0c469bab64f7229c9aca2b1186ef47f0e37
                    hooks:
                    -   id: yapf
                """);

        assertThat(hooks)
                .extracting(hook -> Revisions.version(hook, HookTool.YAPF))
                .containsExactly(Optional.empty(), Optional.of("0.13.2"));
        assertThat(hooks.get(0).arguments()).allMatch(word -> HookTool.isIdle(word) || HookTool.YAPF.takes(word));
    }

    @Test
    void a_revision_that_is_no_release_is_none() {
        Hook hook = new Hook("black", "https://example.org/black", "main", List.of(), "", List.of());

        assertThat(Revisions.version(hook, HookTool.BLACK)).isEmpty();
    }

    @Test
    void arguments_that_read_or_write_elsewhere_are_not_given_to_a_tool() {
        assertThat(List.of("--output-file=/etc/passwd", "--config=/tmp/x", "--append-config=x", "--require-plugins=x"))
                .noneMatch(HookTool.FLAKE8::takes);
        assertThat(List.of("--style=../../x", "--style /etc/passwd", "-r")).noneMatch(HookTool.YAPF::takes);
        assertThat(List.of("--config=x", "--code=x", "../x")).noneMatch(HookTool.BLACK::takes);
    }

    /** A repository of one file. */
    private record OneFile(FileContent file) implements RepositoryView {

        @Override
        public Set<String> paths() {
            return Set.of(file.path());
        }

        @Override
        public Optional<FileContent> read(String path) {
            return path.equals(file.path()) ? Optional.of(file) : Optional.empty();
        }

        @Override
        public Optional<FileContent> before(String path) {
            return Optional.empty();
        }

        @Override
        public Set<String> brokenLinks() {
            return Set.of();
        }

        @Override
        public void close() {}
    }
}
