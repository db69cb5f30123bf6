// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tipcjunit.inference.host.PredictorChannel;
import org.tipcjunit.inference.host.PredictorChild;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.RunningProcess;

/** A child JVM started by a test itself, which plays the host. */
public record ChildConnection(RunningProcess process, PredictorChannel channel) implements AutoCloseable {

    public static ChildConnection open(ProcessRunner runner, Path folder, Path libpaddle, String... jvmOptions)
            throws IOException {
        Path socketFolder = Files.createTempDirectory("tipc");
        Path socket = socketFolder.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            List<String> argv = new ArrayList<>();
            argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            argv.addAll(List.of(jvmOptions));
            argv.addAll(List.of("-cp", System.getProperty("java.class.path"), PredictorChild.class.getName()));
            argv.addAll(List.of(socket.toString(), libpaddle.toString()));
            RunningProcess process = runner.start(
                    new Command(argv, folder, Map.of()),
                    folder.resolve("child.log"),
                    Duration.ofMinutes(1),
                    OutputListener.none());
            return new ChildConnection(process, new PredictorChannel(server.accept()));
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socketFolder);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        process.close();
    }
}
