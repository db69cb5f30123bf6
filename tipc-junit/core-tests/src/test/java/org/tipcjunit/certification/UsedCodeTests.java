// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.certificate.Certificate.Beside;
import org.tipcjunit.certificate.Certificate.Repository;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.workspace.CopiedCode;

class UsedCodeTests {

    private static final Repository CLEAN = Repository.of("digits", "", "ab".repeat(20), WorkingTree.CLEAN);
    private static final String DIGEST = "cd".repeat(32);

    @Test
    void nothing_from_elsewhere_changes_nothing() {
        assertThat(new UsedCode(Map.of(), Map.of(), Map.of(), Set.of()).in(CLEAN, Optional.empty()))
                .isEqualTo(CLEAN);
    }

    @Test
    void code_from_elsewhere_makes_a_clean_tree_dirty_and_is_named() {
        Repository repository = new UsedCode(Map.of("/home/u/net.py", DIGEST), Map.of(), Map.of(), Set.of())
                .in(CLEAN, Optional.empty());

        assertThat(repository.workingTree()).isEqualTo(WorkingTree.DIRTY);
        assertThat(repository.differences())
                .containsExactly("/home/u/net.py was imported, which is neither in the working copy nor installed");
        assertThat(repository.beside())
                .containsExactly(new Beside("code that no commit holds", "/home/u/net.py", 1, DIGEST));
    }

    @Test
    void installed_code_in_the_place_of_the_repository_s_makes_a_clean_tree_dirty_and_is_named() {
        String path = "/opt/lib/python3.9/site-packages/ppcls/arch.py";

        Repository repository =
                new UsedCode(Map.of(), Map.of(path, DIGEST), Map.of(), Set.of()).in(CLEAN, Optional.empty());

        assertThat(repository.workingTree()).isEqualTo(WorkingTree.DIRTY);
        assertThat(repository.differences())
                .containsExactly(path + ", which is installed, was imported in the place of the working copy's own");
        assertThat(repository.beside()).containsExactly(new Beside("code that no commit holds", path, 1, DIGEST));
    }

    @ParameterizedTest
    @CsvSource({
        "/opt/lib/python3.9/site-packages/easy-install.pth, a path configuration file of the environment",
        "/home/u/sitecustomize.py, code that Python runs when it starts",
        "/home/u/usercustomize/__init__.py, code that Python runs when it starts",
        "/home/u/tools, an entry of PYTHONPATH",
        "libjemalloc.so.2, a library of the machine",
        "/home/u/cuda/lib64/libown.so, a library of the machine",
        "PYTHONOPTIMIZE=1, a variable that Python reads",
        "FLAGS_use_mkldnn=1, a variable that Paddle reads"
    })
    void what_leads_to_code_is_stated_and_the_tree_stays_clean(String path, String what) {
        Repository repository =
                new UsedCode(Map.of(), Map.of(), Map.of(path, ""), Set.of()).in(CLEAN, Optional.empty());

        assertThat(repository.workingTree()).isEqualTo(WorkingTree.CLEAN);
        assertThat(repository.beside()).isEqualTo(List.of(new Beside(what, path, 0, "")));
    }

    @Test
    void libraries_from_elsewhere_are_told_from_imports() {
        assertThat(new UsedCode(Map.of("/home/u/libown.so", DIGEST), Map.of(), Map.of(), Set.of())
                        .in(CLEAN, Optional.empty())
                        .differences())
                .containsExactly(
                        "/home/u/libown.so was loaded or run, which is neither in the working copy nor installed");
    }

    @Test
    void code_that_commands_made_in_the_copy_is_named_and_the_tree_stays_clean(@TempDir Path copy) throws IOException {
        Files.writeString(copy.resolve("train.py"), "import built\n");
        CopiedCode copied = CopiedCode.in(copy);
        Path built = Files.writeString(copy.resolve("built.so"), "ELF");

        Repository repository = new UsedCode(
                        Map.of(), Map.of(), Map.of(), Set.of("train.py", "built.so", "stripes.zip", "gone.py"))
                .in(CLEAN, Optional.of(copied));

        assertThat(repository.workingTree()).isEqualTo(WorkingTree.CLEAN);
        assertThat(repository.beside())
                .containsExactly(
                        new Beside(
                                "code that commands of this run made",
                                "built.so",
                                1,
                                Sha256.of(built).hex()),
                        new Beside("code that commands of this run made", "gone.py", 1, ""));
    }
}
