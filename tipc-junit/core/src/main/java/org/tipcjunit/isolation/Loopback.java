// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What joins a service, its clients and this JVM, each of which has a loopback of its own: sockets in a folder, one for each port.
 *
 * @param folder the folder, with a short name, as names of sockets have to be
 * @param ports the ports of the service
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Loopback(Path folder, List<Integer> ports) implements AutoCloseable {

    private static final String SCRIPT = "loopback.py";

    /** Where commands see the folder. */
    private static final Path SEEN = Path.of("/run/tipc");

    public Loopback {
        ports = List.copyOf(ports);
    }

    static Loopback of(List<Integer> ports) {
        try {
            return new Loopback(Files.createTempDirectory("tipc"), ports);
        } catch (IOException e) {
            throw new UncheckedIOException("there is no folder for the sockets of a service", e);
        }
    }

    /** Remove the folder; no command that was given it may still run. */
    @Override
    public void close() {
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(folder)) {
            for (Path socket : sockets) {
                Files.delete(socket);
            }
            Files.delete(folder);
        } catch (IOException e) {
            // A folder without content in the system's place for such; the next start of the machine removes it.
        }
    }

    /** Show the folder to a command. */
    void show(List<String> words, boolean serves) {
        words.addAll(List.of(serves ? "--bind" : "--ro-bind", folder.toString(), SEEN.toString()));
    }

    /** Get the words before those of a command that serves or asks. */
    List<String> around(Path python, boolean serves) {
        return List.of(
                python.toString(),
                "-IS",
                "-c",
                script(),
                serves ? "serve" : "ask",
                SEEN.toString(),
                ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static String script() {
        try (InputStream stream = Loopback.class.getResourceAsStream(SCRIPT)) {
            if (stream == null) {
                throw new IllegalStateException("the library lacks its resource org/tipcjunit/isolation/" + SCRIPT);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
