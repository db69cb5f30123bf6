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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.Termination;

/** Looks at the alias that the provisioned environment lends Paddle Serving's converter. */
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
    void a_script_that_converts_nothing_does_not_import_paddle() {
        assertThat(run("import sys; print('paddle' in sys.modules)")).isEqualTo("False\n");
    }

    @Test
    void is_the_module_that_the_deployment_document_tells_to_install() throws IOException {
        Path fixture = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(fixture.resolve("fixtures/digits"))) {
            fixture = fixture.getParent();
        }
        assertThat(RequirementSet.resource("paddle-2.6.2/paddle_fluid_alias.py"))
                .isEqualTo(Files.readString(fixture.resolve("fixtures/digits/deploy/serving/paddle_fluid_alias.py")));
    }

    private String run(String code) {
        try (ProcessRunner runner = new ProcessRunner()) {
            ProcessOutcome outcome = runner.run(
                    new Command(List.of(python.toString(), "-c", code), folder, Map.of()),
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
