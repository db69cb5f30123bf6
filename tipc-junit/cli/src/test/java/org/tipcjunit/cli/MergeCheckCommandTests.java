// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.cli.merge.Certifier;
import org.tipcjunit.cli.merge.MergeCheckCommand;
import org.tipcjunit.merge.requirement.MergeReadyJudge;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.requirement.Demand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

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
    void a_model_that_is_there_is_left_as_one_whose_files_are() throws Exception {
        Files.createDirectories(folder.resolve("paddleseg/models"));
        Files.writeString(folder.resolve("paddleseg/models/tiny_net.py"), "class TinyNet:\n    pass\n");
        checkout();

        TipcRun run = TipcRun.of("merge-check", "--repository", folder.toString(), "--new", "TinyNet");

        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains("nothing is written", "paddleseg/models/tiny_net.py:1", "remedy: give the new model another");
    }

    @Test
    void a_repository_of_no_suite_is_told_to_be_one_although_nothing_is_changed_in_it() throws Exception {
        checkout("src/main.py");

        TipcRun run = TipcRun.of("merge-check", "--repository", folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("looks like none of the official suites").doesNotContain("nothing is changed");
    }

    @Test
    void certifying_a_change_without_a_config_is_no_success() throws Exception {
        checkout();
        Files.writeString(folder.resolve("README.md"), "# Seg\n\nNetworks that segment images.\n");

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

    @Test
    void what_is_certified_is_also_asked_whether_it_is_ready_to_be_merged() throws Exception {
        checkout();
        Path config = folder.resolve("test_tipc/configs/tiny/train_infer_python.txt");
        Files.createDirectories(config.resolveSibling(""));
        Files.writeString(config, "no config\n");
        Certifies certifies = new Certifies();

        new CommandLine(new Root())
                .addSubcommand(new MergeCheckCommand())
                .addSubcommand(certifies)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(new StringWriter()))
                .execute(
                        "merge-check",
                        "--repository",
                        folder.toString(),
                        "--base",
                        "develop",
                        "--certify",
                        "--no-tools");

        assertThat(certifies.demanded).singleElement().satisfies(demand -> {
            assertThat(demand.clause().id()).isEqualTo("3.3");
            assertThat(demand.parameters())
                    .isEqualTo(new MergeReadyJudge.Demanded(OfficialSuite.PADDLE_SEG, Optional.of("develop"), false));
        });
    }

    @Command(name = "tipc")
    private static final class Root {}

    /** Certifies nothing, and keeps what it was to demand. */
    @Command(name = "certify")
    private static final class Certifies implements Callable<Integer>, Certifier {

        private final List<Demand<?>> demanded = new ArrayList<>();

        @Unmatched
        private final List<String> arguments = new ArrayList<>();

        @Override
        public void alsoDemand(Demand<?> demand) {
            demanded.add(demand);
        }

        @Override
        public Integer call() {
            return arguments.isEmpty() ? 1 : 0;
        }
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
        checkout("paddleseg/models/__init__.py");
    }

    private void checkout(String file) throws IOException, InterruptedException {
        Path init = folder.resolve(file);
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
