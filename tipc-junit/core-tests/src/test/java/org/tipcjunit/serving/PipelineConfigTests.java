// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineConfigTests {

    private static final ServicePorts PORTS = new ServicePorts(40_001, 40_002);

    @TempDir
    Path folder;

    @Test
    void reads_both_ports() throws IOException {
        PipelineConfig config = PipelineConfig.read(file("http_port: 18080\nrpc_port: 9993\n"));

        assertThat(config.httpPort()).hasValue(18_080);
        assertThat(config.rpcPort()).hasValue(9993);
    }

    @Test
    void changes_the_ports_and_nothing_else() throws IOException {
        Path file = file(
                "# ports\nworker_num: 4\nhttp_port:  18080 # for HTTP\nop:\n  digits:\n    http_port: 1\n'rpc_port': 9993\n");

        PipelineConfig config = PipelineConfig.read(file).withPorts(PORTS);

        assertThat(config).isEqualTo(new PipelineConfig(file, OptionalInt.of(40_001), OptionalInt.of(40_002)));
        assertThat(file)
                .hasContent(
                        "# ports\nworker_num: 4\nhttp_port: 40001 # for HTTP\nop:\n  digits:\n    http_port: 1\n'rpc_port': 40002\n");
    }

    @Test
    void adds_a_port_that_is_missing() throws IOException {
        Path file = file("http_port: 18080\nworker_num: 1");

        PipelineConfig.read(file).withPorts(PORTS);

        assertThat(file).hasContent("http_port: 40001\nworker_num: 1\nrpc_port: 40002\n");
    }

    @Test
    void gives_an_empty_port_a_value() throws IOException {
        Path file = file("rpc_port:\nhttp_port: 18080\n");

        PipelineConfig.read(file).withPorts(PORTS);

        assertThat(PipelineConfig.read(file).rpcPort()).hasValue(40_002);
        assertThat(PipelineConfig.read(file).httpPort()).hasValue(40_001);
    }

    @Test
    void leaves_a_file_alone_that_it_cannot_change() throws IOException {
        Path file = file("{http_port: 18080, rpc_port: 9993}\n");

        assertThatExceptionOfType(ServingConfigException.class)
                .isThrownBy(() -> PipelineConfig.read(file).withPorts(PORTS))
                .withMessageStartingWith(file + ":1: http_port and rpc_port cannot be given other values: ")
                .withMessageContaining("\n  remedy: write both as lines of their own");
        assertThat(file).hasContent("{http_port: 18080, rpc_port: 9993}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            worker_num: 1\\nhttp_port: many | 2: http_port is 'many', which is no port
            http_port: 70000                | 1: http_port is '70000', which is no port
            http_port: 1\\nhttp_port: 2     | 2: it is no YAML: found duplicate key http_port
            - a list                        | 1: it is no mapping of keys to values
            a: [                            | 1: it is no YAML:
            """)
    void names_the_line_and_the_remedy(String text, String problem) throws IOException {
        Path file = file(text.replace("\\n", "\n"));

        assertThatExceptionOfType(ServingConfigException.class)
                .isThrownBy(() -> PipelineConfig.read(file))
                .withMessageStartingWith(file + ":" + problem)
                .withMessageContaining("\n  remedy: ");
    }

    @Test
    void names_a_file_that_does_not_exist() {
        Path file = folder.resolve("no.yml");

        assertThatExceptionOfType(ServingConfigException.class)
                .isThrownBy(() -> PipelineConfig.read(file))
                .withMessageStartingWith(file + ":1: the pipeline config cannot be read: ")
                .withMessageContaining("\n  remedy: name it in the service's command (--config=FILE)");
    }

    @Test
    void free_ports_are_never_given_twice() {
        FreePorts free = new FreePorts();
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            ServicePorts ports = free.next();
            assertThat(given.add(ports.http()) && given.add(ports.rpc())).isTrue();
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yml"), text);
    }
}
