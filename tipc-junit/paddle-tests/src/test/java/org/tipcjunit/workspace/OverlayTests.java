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
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

class OverlayTests {

    @TempDir
    Path folder;

    private final ProcessRunner runner = new ProcessRunner();
    private Path copy;
    private Path logs;

    @BeforeEach
    void makeCopy() throws IOException {
        copy = Files.createDirectories(folder.toRealPath().resolve("copy"));
        logs = folder.resolve("logs");
    }

    @AfterEach
    void closeRunnerAndRemove() throws IOException {
        runner.close();
        FolderTree.remove(copy); // JUnit warns of every link to an interpreter.
        FolderTree.remove(copy.resolveSibling("other"));
    }

    private String python(Overlay overlay, String code) throws IOException {
        Path log = logs.resolve("python.log");
        ProcessOutcome outcome = runner.run(
                new Command(List.of(overlay.python().toString(), "-c", code), copy, Map.of("PYTHONPATH", "")),
                log,
                Duration.ofMinutes(1),
                OutputListener.none());
        assertThat(outcome.termination().isSuccess()).as(Files.readString(log)).isTrue();
        return Files.readString(log).strip();
    }

    private static Path site(Overlay overlay) throws IOException {
        try (var versions = Files.list(overlay.folder().resolve("lib"))) {
            return versions.findFirst().orElseThrow().resolve("site-packages");
        }
    }

    private static void install(Overlay overlay, String name, String version) throws IOException {
        Path metadata = Files.createDirectories(site(overlay).resolve(name + "-" + version + ".dist-info"));
        Files.writeString(
                metadata.resolve("METADATA"),
                "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n\n");
    }

    @Test
    @NeedsPaddle
    void what_is_installed_comes_before_what_lies_below_and_follows_a_copy() throws IOException {
        PaddleEnvironment environment = TestEnvironments.of("paddle-2.6.2", line -> {});
        Overlay overlay = new Overlay(copy);
        overlay.make(environment.python(), logs, runner);
        Path source = Files.createDirectories(copy.resolve("source"));
        Files.writeString(source.resolve("mine.py"), "");
        // As pip install -e and setup.py develop do.
        Files.writeString(site(overlay).resolve("easy-install.pth"), source + "\n");
        install(overlay, "mine", "0.3");
        List<String> pinned = PinnedPackages.of(environment.packages()).constraints();

        Overlay.Installed installed = overlay.look(logs, command -> command, runner);

        assertThat(installed.packages()).containsExactly("mine==0.3");
        assertThat(installed.below()).contains("paddlepaddle==" + environment.paddleVersion());
        assertThat(installed.changed(pinned)).isEmpty();
        assertThat(overlay.lastSeen(logs)).containsExactly("mine==0.3");
        assertThat(python(overlay, "import mine, numpy; print(mine.__file__)")).isEqualTo(source + "/mine.py");
        assertThat(Files.exists(environment.sitePackages().resolve("mine-0.3.dist-info")))
                .isFalse();

        WorkingCopy other = new WorkingCopy(
                        copy, copy, 1, 1, List.of(), CopiedState.unknown(), new CopiedCode(copy, Map.of()))
                .duplicate(folder.resolve("other"), runner, line -> {});
        Overlay moved = new Overlay(other.directory());
        assertThat(python(moved, "import mine; print(mine.__file__)"))
                .isEqualTo(other.directory().resolve("source/mine.py").toString());
    }

    @Test
    @NeedsPaddle
    void pinned_packages_that_were_replaced_are_named() throws IOException {
        PaddleEnvironment environment = TestEnvironments.of("paddle-2.6.2", line -> {});
        Overlay overlay = new Overlay(copy);
        overlay.make(environment.python(), logs, runner);
        install(overlay, "numpy", "1.0.1");
        install(overlay, "paddlepaddle_gpu", "9.9");
        Path module = Files.createDirectories(site(overlay).resolve("paddle"));
        Files.writeString(module.resolve("__init__.py"), "");

        List<String> changed = overlay.look(logs, command -> command, runner)
                .changed(PinnedPackages.of(environment.packages()).constraints());

        assertThat(changed)
                .anySatisfy(line -> assertThat(line).matches("numpy==\\S+ was replaced by numpy==1.0.1"))
                .contains("paddlepaddle-gpu==9.9 was installed", "paddle comes from " + module.resolve("__init__.py"));
    }

    @Test
    void installers_are_led_into_it_and_kept_from_pinned_packages() throws IOException {
        PinnedPackages pinned =
                PinnedPackages.of(List.of("Flask==3.1", "numpy==1.26.4", "paddlepaddle==2.6.2", "protobuf==3.20.3"));

        Map<String, String> variables = new Overlay(copy).variables(pinned.constraints(), "/usr/bin", logs);

        assertThat(Files.readAllLines(Path.of(variables.get("PIP_CONSTRAINT"))))
                .containsExactly("numpy==1.26.4", "paddlepaddle==2.6.2", "protobuf==3.20.3", "paddlepaddle-gpu<0");
        assertThat(variables)
                .containsEntry("PATH", copy + "/.tipc-environment/bin:/usr/bin")
                .containsEntry("PIP_TARGET", "");
    }

    @Test
    void an_interpreter_that_cannot_make_one_is_refused() {
        assertThatThrownBy(() -> new Overlay(copy).make(Path.of("/bin/false"), logs, runner))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("cannot be made: exit status 1")
                .hasMessageContaining("environment-make.log");
    }
}
