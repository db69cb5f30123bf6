// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.Recorder;

/** Looks at the alias that the provisioned environment lends Paddle Serving's converter. */
@NeedsPaddle
class PaddleFluidAliasTests {

    private static Path python;

    @TempDir
    Path folder;

    @BeforeAll
    static void findPython() {
        python = TestEnvironments.of("paddle-2.6.2", line -> {}).python();
    }

    @Test
    void serves_the_converter_of_paddle_serving() {
        assertThat(run("import paddle_serving_client.io as io; print(callable(io.inference_model_to_serving))"))
                .endsWith("True\n");
    }

    @Test
    void leaves_paddle_as_it_is_for_everybody_else() {
        assertThat(run("""
                import sys
                import paddle_serving_client.io
                import paddle
                assert not [name for name in sys.modules if name.startswith("paddle.fluid")]
                assert not hasattr(paddle, "fluid")
                try:
                    import paddle.fluid
                except ImportError as error:
                    print(error)
                """)).endsWith("No module named 'paddle.fluid'\n");
    }

    @Test
    void leaves_a_program_its_own_paddle_fluid() {
        assertThat(run("""
                import sys, types
                import paddle.base
                own = types.ModuleType("paddle.fluid")
                own.__dict__.update(vars(paddle.base), __path__=[])
                sys.modules["paddle.fluid"] = own
                try:
                    import paddle_serving_client.io
                except ImportError as error:
                    print(error)
                print(sys.modules["paddle.fluid"] is own)
                """)).endsWith("No module named 'paddle.fluid.compiler'\nTrue\n");
    }

    @Test
    void takes_the_alias_away_when_the_converter_cannot_be_imported() {
        assertThat(run("""
                import sys
                import paddle
                sys.modules["paddle_serving_client.io.paddle_io"] = None
                try:
                    import paddle_serving_client.io
                except ImportError as error:
                    print(error)
                print([name for name in sys.modules if name.startswith("paddle.fluid")])
                """)).endsWith("import of paddle_serving_client.io.paddle_io halted; None in sys.modules\n[]\n");
    }

    @Test
    void installs_itself_once_or_twice_into_the_interpreter_that_runs_it() throws IOException {
        Path script = folder.resolve("paddle_fluid_alias.py");
        Files.writeString(script, RequirementSet.resource("paddle-2.6.2/paddle_fluid_alias.py"));
        Path venv = folder.resolve("venv");
        String interpreter = venv.resolve("bin/python").toString();
        run(List.of(python.toString(), "-m", "venv", "--without-pip", venv.toString()));

        String first = run(List.of(interpreter, script.toString(), "--install"));
        String second = run(List.of(interpreter, script.toString(), "--install"));

        Path packages = venv.resolve("lib/python3.9/site-packages");
        assertThat(first).isEqualTo("installed into " + packages + "\n").isEqualTo(second);
        assertThat(packages.resolve("paddle_fluid_alias.pth")).hasContent("import paddle_fluid_alias\n");
        assertThat(packages.resolve("paddle_fluid_alias.py")).hasSameTextualContentAs(script);
        // Loaded at every start, also where there is no Paddle.
        assertThat(run(List.of(interpreter, "-c", "import sys; print('paddle_fluid_alias' in sys.modules)")))
                .isEqualTo("True\n");
        // It links out of the folder, which JUnit would warn of.
        Folders.delete(venv);
    }

    /** With a Paddle and a converter as small as can be, since the provisioned environment has the alias already. */
    @Test
    void a_recorded_command_is_lent_it_in_an_environment_that_lacks_it_and_its_own_scripts_are_not()
            throws IOException {
        Path venv = folder.resolve("venv");
        Path packages = folder.resolve("packages");
        run(List.of(python.toString(), "-m", "venv", "--without-pip", venv.toString()));
        write(packages.resolve("paddle/__init__.py"), "from . import base, static");
        write(packages.resolve("paddle/base/__init__.py"), "class Executor: pass");
        for (String part : List.of("compiler", "core", "executor", "framework", "log_helper")) {
            write(packages.resolve("paddle/base/" + part + ".py"), "");
        }
        write(packages.resolve("paddle/static/__init__.py"), "from . import io");
        write(packages.resolve("paddle/static/io.py"), "");
        write(packages.resolve("paddle_serving_client/__init__.py"), "from .io import Executor");
        write(packages.resolve("paddle_serving_client/io/__init__.py"), "from paddle.fluid import Executor");
        Map<String, String> recorded = new Recorder(folder.resolve("recorder"))
                .environment(
                        folder.resolve("recording"),
                        Set.of(),
                        Optional.empty(),
                        Map.of("PYTHONPATH", packages.toString()));

        String said = run(List.of(venv.resolve("bin/python").toString(), "-c", """
                        import paddle_serving_client
                        print(paddle_serving_client.Executor.__module__)
                        try:
                            import paddle.fluid
                        except ImportError as error:
                            print(error)
                        """), recorded);

        assertThat(said).endsWith("paddle.base\nNo module named 'paddle.fluid'\n");
        Folders.delete(venv);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(".").normalize());
        Files.writeString(file, text + "\n");
    }

    @Test
    void a_script_that_converts_nothing_does_not_import_paddle() {
        assertThat(run("import sys; print('paddle' in sys.modules)")).isEqualTo("False\n");
    }

    /** Each fixture is a repository of its own, and so has a copy. */
    @ParameterizedTest
    @ValueSource(strings = {"digits", "centernet", "arcface"})
    void is_the_module_that_the_deployment_document_tells_to_install(String fixture) throws IOException {
        assertThat(RequirementSet.resource("paddle-2.6.2/paddle_fluid_alias.py"))
                .isEqualTo(Files.readString(FixtureCopy.projectRoot()
                        .resolve("fixtures")
                        .resolve(fixture)
                        .resolve("deploy/serving/paddle_fluid_alias.py")));
    }

    private String run(String code) {
        return run(List.of(python.toString(), "-c", code));
    }

    private String run(List<String> argv) {
        return run(argv, Map.of());
    }

    private String run(List<String> argv, Map<String, String> variables) {
        try (ProcessRunner runner = new ProcessRunner()) {
            ProcessOutcome outcome = runner.run(
                    new Command(argv, folder, variables),
                    folder.resolve("log"),
                    Duration.ofMinutes(2),
                    OutputListener.none());
            String output = Files.readString(outcome.log());
            assertThat(outcome.termination()).as(output).isEqualTo(new Termination.Exited(0));
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
