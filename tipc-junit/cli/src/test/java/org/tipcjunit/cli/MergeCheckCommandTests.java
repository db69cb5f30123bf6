// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeCheckCommandTests {

    @TempDir
    Path folder;

    @Test
    void rules_of_a_checkout_are_those_of_its_suite() throws Exception {
        checkout();

        TipcRun known = TipcRun.of("merge-check", "--list-rules", "--repository", folder.toString());
        assertThat(known.status()).isZero();
        assertThat(known.out()).contains("common-one-number", "seg-imported").doesNotContain("clas-imported");

        TipcRun unknown = TipcRun.of(
                "merge-check",
                "--list-rules",
                "--repository",
                folder.resolve("paddleseg").toString() + "/none");
        assertThat(unknown.status()).isZero();
        assertThat(unknown.out()).contains("seg-imported", "clas-imported");
    }

    @Test
    void certifying_a_change_without_a_config_is_no_success() throws Exception {
        checkout();
        Files.writeString(folder.resolve("README.md"), "# Seg\n");

        TipcRun judged = TipcRun.of("merge-check", "--repository", folder.toString(), "--base", "develop");
        assertThat(judged.status()).as(judged.out() + judged.err()).isZero();
        assertThat(judged.out()).contains("found: 0 errors, 0 warnings, 0 hints; ");

        TipcRun certified =
                TipcRun.of("merge-check", "--repository", folder.toString(), "--base", "develop", "--certify");
        assertThat(certified.status()).isEqualTo(1);
        assertThat(certified.out()).contains("not certified: the change has no TIPC config");
    }

    @Test
    void a_config_of_the_change_is_handed_to_the_command_that_certifies() throws Exception {
        checkout();
        Path config = folder.resolve("test_tipc/configs/tiny/train_infer_python.txt");
        Files.createDirectories(config.resolveSibling(""));
        Files.writeString(config, "no config\n");

        TipcRun certified = TipcRun.of(
                "merge-check",
                "--repository",
                folder.toString(),
                "--base",
                "develop",
                "--certify",
                "--format",
                "github");
        assertThat(certified.status()).isNotZero();
        assertThat(certified.out())
                .contains("tipc certify --repository " + folder
                        + " --mode lite_train_lite_infer --config test_tipc/configs/tiny/train_infer_python.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "--list-rules, --certify certifies a change",
        "--patch=x, --certify runs the working tree",
        "--format=json, would stand behind the json"
    })
    void what_cannot_be_certified_together_is_refused(String other, String said) {
        TipcRun run = TipcRun.of("merge-check", "--repository", folder.toString(), "--certify", other);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(said, "remedy: ");
    }

    private void checkout() throws IOException, InterruptedException {
        Path init = folder.resolve("paddleseg/models/__init__.py");
        Files.createDirectories(init.resolveSibling(""));
        Files.writeString(init, "\n");
        git("init", "-q", "-b", "develop");
        git("add", "-A");
        git("-c", "user.name=Jane", "-c", "user.email=jane@example.org", "commit", "-q", "-m", "before");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
