// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPython;

/** The Python package of the command line, built from the jar that the build made, and installed as pip does. */
@NeedsPython
class WheelTests {

    private static final Path ROOT = FixtureCopy.projectRoot();
    private static final Path TARGET = ROOT.resolve("tipc-junit/target");

    @TempDir
    Path folder;

    @Test
    void what_pip_installs_is_the_command_line() throws Exception {
        assumeThat(TARGET.resolve("tipc.jar")).as("mvn package makes the jar").isRegularFile();
        Path wheel =
                Path.of(run("python3", ROOT.resolve("release/wheel/build.py").toString(), TARGET.toString(), "wheel")
                        .strip());
        run("python3", "-m", "venv", "--copies", "--without-pip", "venv");
        Path bin = folder.resolve("venv/bin");
        run(
                "python3",
                "-m",
                "pip",
                "--python",
                bin.resolve("python").toString(),
                "install",
                "--no-index",
                wheel.toString());

        assertThat(run(bin.resolve("tipc").toString(), "--version")).startsWith("tipc-junit ");
        assertThat(run(
                        bin.resolve("python").toString(),
                        "-m",
                        "tipc_junit",
                        "lint",
                        "--repository",
                        ROOT.toString(),
                        "--config",
                        "test_tipc/configs/digits/train_infer_python.txt"))
                .isNotBlank();
    }

    @Test
    void the_same_jar_gives_the_same_wheel_and_none_is_said() throws Exception {
        for (String name : List.of("tipc", "tipc.jar")) {
            Files.writeString(folder.resolve(name), name);
        }
        String script = ROOT.resolve("release/wheel/build.py").toString();

        byte[] first = Files.readAllBytes(
                folder.resolve(run("python3", script, ".", "one").strip()));
        byte[] second = Files.readAllBytes(
                folder.resolve(run("python3", script, ".", "two").strip()));
        assertThat(second).isEqualTo(first);

        Files.delete(folder.resolve("tipc.jar"));
        ScriptRun without = ScriptRun.of(folder, Map.of(), List.of("python3", script, ".", "one"));
        assertThat(without.status()).isEqualTo(1);
        assertThat(without.output())
                .isEqualTo("build.py: there is no tipc.jar. Build it first: mvn -DskipTests package\n");
    }

    private String run(String... command) throws Exception {
        ScriptRun run = ScriptRun.of(folder, Map.of(), List.of(command));
        assertThat(run.status()).as("%s%n%s", List.of(command), run.output()).isZero();
        return run.output();
    }
}
