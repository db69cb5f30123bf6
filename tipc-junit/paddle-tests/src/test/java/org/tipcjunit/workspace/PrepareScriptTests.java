// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessRunner;

class PrepareScriptTests {

    @TempDir
    Path folder;

    private final ProcessRunner runner = new ProcessRunner();
    private Path root;

    @BeforeEach
    void makeCopy() throws IOException {
        root = Files.createDirectories(folder.toRealPath().resolve("copy"));
        Files.createDirectories(root.resolve("test_tipc"));
    }

    @AfterEach
    void closeRunner() {
        runner.close();
    }

    @Test
    void the_script_gets_config_and_mode_and_the_environment() throws IOException {
        Preparation preparation = prepare("echo \"$1 $2 $WHO\" > said.txt");

        assertThat(preparation.isSuccess()).isTrue();
        assertThat(preparation.describe()).isEqualTo("exit status 0");
        assertThat(root.resolve("said.txt")).hasContent("test_tipc/configs/m.txt lite_train_lite_infer me");
        assertThat(preparation.outcome().command().commandLine())
                .isEqualTo("bash test_tipc/prepare.sh test_tipc/configs/m.txt lite_train_lite_infer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar xf none.tar",
                "cd test_tipc && tar xf none.tar && cd ..",
                "if [ a = a ]; then tar xf none.tar; fi",
                "f() { tar xf none.tar; }; f",
                "(tar xf none.tar; true)",
                "for name in none; do tar xf none.tar; done",
                "v=$(tar xf none.tar)"
            })
    @NeedsPython
    @OnEveryJdk
    void a_command_that_fails_inside_a_script_that_goes_on_is_seen(String line) throws IOException {
        Preparation preparation = prepare("echo first\n" + line + "\necho last");

        assertThat(preparation.outcome().termination().isSuccess()).isTrue();
        assertThat(preparation.isSuccess()).isFalse();
        assertThat(preparation.failures())
                .first()
                .asString()
                .matches("test_tipc/prepare.sh:2: status 2: (v=\\$\\()?tar xf none.tar\\)?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grep -q nothing test_tipc/prepare.sh",
                "[ a = b ]",
                "[ a = b ] && echo equal",
                "diff test_tipc/prepare.sh /dev/null",
                "tar xf none.tar || true",
                "if tar xf none.tar; then echo well; fi",
                "if grep -q nothing test_tipc/prepare.sh; then echo well; else echo other; fi",
                "! tar xf none.tar",
                "rm -rf none"
            })
    @NeedsPython
    @OnEveryJdk
    void an_answer_and_a_handled_failure_are_none(String line) throws IOException {
        Preparation preparation = prepare("echo first\n" + line + "\necho last");

        assertThat(preparation.failures()).isEmpty();
        assertThat(preparation.isSuccess()).isTrue();
    }

    @Test
    void scripts_that_it_starts_are_seen_as_well() throws IOException {
        Files.writeString(root.resolve("get.sh"), "get_no_such_data http://localhost\necho got\n");

        Preparation preparation = prepare("bash get.sh\necho last");

        assertThat(preparation.failures()).containsExactly("get.sh:1: status 127: get_no_such_data http://localhost");
        assertThat(preparation.describe())
                .isEqualTo("exit status 0, but 1 command of it failed:\n"
                        + "get.sh:1: status 127: get_no_such_data http://localhost");
    }

    @Test
    void its_exit_status_is_seen() throws IOException {
        Preparation preparation = prepare("exit 3");

        assertThat(preparation.isSuccess()).isFalse();
        assertThat(preparation.describe()).isEqualTo("exit status 3");
    }

    @Test
    void a_repository_without_the_script_is_refused() {
        assertThatThrownBy(this::run)
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("the repository has no test_tipc/prepare.sh\n  remedy: do not ask for its preparation, and"
                        + " name data that git ignores with tipc.data");
    }

    private Preparation prepare(String script) throws IOException {
        Files.writeString(root.resolve("test_tipc/prepare.sh"), script + "\n");
        return run();
    }

    private Preparation run() {
        return PrepareScript.run(
                new PrepareRequest(
                        new WorkingCopy(
                                root, root, 1, 1, List.of(), CopiedState.unknown(), new CopiedCode(root, Map.of())),
                        "test_tipc/configs/m.txt",
                        "lite_train_lite_infer",
                        Map.of("WHO", "me"),
                        folder.resolve("prepare"),
                        Duration.ofMinutes(1),
                        command -> command),
                runner,
                OutputListener.none());
    }
}
