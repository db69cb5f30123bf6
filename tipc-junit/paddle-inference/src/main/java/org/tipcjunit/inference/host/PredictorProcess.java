// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.host;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.inference.PaddleException;
import org.tipcjunit.inference.ShimLibrary;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.RunningProcess;
import org.tipcjunit.process.Termination;
import org.tipcjunit.tensor.TensorValue;

/** One child JVM and the connection to it. Calls come from one thread at a time; {@link #stop} from any. */
final class PredictorProcess {

    /** A child lives as long as its host; this only bounds what a forgotten host can cost. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(7);

    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private static final Duration CRASH_REPORT = Duration.ofSeconds(10);

    /** The system limit on the path of a socket is 107 bytes. */
    private static final int LONGEST_SOCKET_PATH = 100;

    private static final int LOG_LINES = 20;

    private final RunningProcess process;
    private final ServerSocketChannel server;
    private final Path crashReport;
    private final CompletableFuture<ProcessOutcome> ended = new CompletableFuture<>();
    private @Nullable PredictorChannel channel;
    private String version = "";

    private PredictorProcess(RunningProcess process, ServerSocketChannel server, Path crashReport) {
        this.process = process;
        this.server = server;
        this.crashReport = crashReport;
    }

    /** Start a child JVM without waiting for it. */
    static PredictorProcess start(Path libpaddle, Path workDirectory, int number, ProcessRunner runner) {
        try {
            Files.createDirectories(workDirectory);
            Path crashReport = workDirectory.toAbsolutePath().resolve("predictor-" + number + ".crash.log");
            Files.deleteIfExists(crashReport);
            Path socketFolder = socketFolder();
            Path socket = socketFolder.resolve("s");
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            Command command = new Command(command(libpaddle, crashReport, socket), workDirectory, Map.of());
            RunningProcess process = runner.start(
                    command,
                    workDirectory.resolve("predictor-" + number + ".log"),
                    LONGEST_LIFE,
                    OutputListener.none());
            PredictorProcess started = new PredictorProcess(process, server, crashReport);
            Thread watcher = new Thread(() -> started.closeWhenEnded(socket), "tipc-predictor-" + process.pid());
            watcher.setDaemon(true);
            watcher.start();
            return started;
        } catch (IOException e) {
            throw new PaddleException(
                    "A child JVM for Paddle Inference can't be started in " + workDirectory + ": " + e, e);
        }
    }

    /** Wait until Paddle is loaded; returns its version. */
    String version() throws IOException {
        connected();
        return version;
    }

    /** Send a request and wait for its answer. */
    PredictorMessage call(PredictorMessage request) throws IOException {
        PredictorChannel connected = connected();
        connected.send(request);
        return connected.receive();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessOutcome stop() {
        return process.stop();
    }

    /** Wait for the end of a child whose connection broke, and tell what happened to it. */
    PredictorCrashException crash(String doing, Optional<Duration> exceeded) {
        ProcessOutcome outcome = outcome();
        Termination termination = exceeded.map(limit -> (Termination) new Termination.TimedOut(limit))
                .orElse(outcome.termination());
        List<String> account = crashAccount();
        String signal = account.isEmpty() ? "" : account.get(0).replaceFirst("^#\\s*", "") + ", then ";
        // The JVM prints its own summary of the report, which is told here already.
        List<String> lines = LogTail.lastLines(outcome.log(), LOG_LINES).stream()
                .filter(line -> account.isEmpty() || !line.startsWith("#"))
                .toList();
        String message = "The child JVM of Paddle Inference was " + doing + " when it ended: " + signal
                + termination.describe() + "."
                + "\n  command: " + outcome.command().commandLine()
                + (account.isEmpty() ? "" : "\n  crash report " + crashReport + ":" + indented(account))
                + (lines.isEmpty()
                        ? "\n  nothing else in its log " + outcome.log()
                        : "\n  end of its log " + outcome.log() + ":" + indented(lines))
                + "\n  " + remedy(termination, account.isEmpty())
                + "\n  The next call starts a new child JVM.";
        return new PredictorCrashException(message, outcome, crashReport);
    }

    private static String remedy(Termination termination, boolean noReport) {
        if (termination instanceof Termination.TimedOut) {
            return "Give the host a longer limit for its calls, or fewer inputs a call.";
        }
        return noReport
                ? "Nothing says why; see whether the machine was short of memory (dmesg) and try again."
                : "Native code of Paddle crashed: the model is broken or this Paddle has a fault; see whether Python's Paddle"
                        + " Inference runs it.";
    }

    /** The connection breaks a moment before the end is known; stopping at once would hide the signal. */
    private ProcessOutcome outcome() {
        try {
            return ended.get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // It hangs on its way out.
        }
        return process.stop();
    }

    private PredictorChannel connected() throws IOException {
        if (channel != null) {
            return channel;
        }
        PredictorChannel opened;
        try (server) {
            opened = new PredictorChannel(server.accept());
        }
        PredictorMessage first = opened.receive();
        if (first instanceof PredictorMessage.Refused refused) {
            opened.close();
            throw new PaddleException(refused.text());
        }
        if (!(first instanceof PredictorMessage.Ready ready)) {
            throw new IOException("the child JVM began with " + first);
        }
        version = ready.version();
        channel = opened;
        return opened;
    }

    /** An end of the child closes the connection by itself, but not the server that it never came to. */
    private void closeWhenEnded(Path socket) {
        ended.complete(process.await());
        try {
            server.close();
        } catch (IOException e) {
            // Nobody waits on it then, which is all that matters.
        }
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException e) {
            // An empty folder stays in the system's folder for temporary files.
        }
    }

    /** What the JVM's crash report says about the signal, the place and the native frames. */
    private List<String> crashAccount() {
        List<String> report;
        try {
            report = Files.isRegularFile(crashReport)
                    ? Files.readAllLines(crashReport, StandardCharsets.ISO_8859_1)
                    : List.of();
        } catch (IOException e) {
            return List.of("(unreadable: " + e + ")");
        }
        List<String> account = new ArrayList<>();
        report.stream()
                .filter(line -> line.matches("#\\s+SIG.*|#\\s+Internal Error.*|#\\s+[CVJj]\\s.*"))
                .forEach(account::add);
        report.stream()
                .dropWhile(line -> !line.startsWith("Native frames:"))
                .takeWhile(line -> !line.isBlank())
                .limit(8)
                .forEach(account::add);
        return account;
    }

    private static String indented(List<String> lines) {
        return lines.stream().map(line -> "\n    " + line).collect(Collectors.joining());
    }

    private static List<String> command(Path libpaddle, Path crashReport, Path socket) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Starts fast and keeps out of the way of the library's threads and memory.
        command.addAll(
                List.of("-Xms32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto"));
        command.addAll(List.of(
                "-XX:-CreateCoredumpOnCrash",
                // What crashed with a lock of the allocator's held keeps the report waiting: two minutes, if nothing is
                // said.
                "-XX:ErrorLogTimeout=" + CRASH_REPORT.toSeconds(),
                "-XX:ErrorFile=" + crashReport.toString().replace("%", "%%")));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        String shim = System.getProperty(ShimLibrary.PROPERTY, "");
        if (!shim.isBlank()) {
            command.add("-D" + ShimLibrary.PROPERTY + "=" + Path.of(shim).toAbsolutePath());
        }
        command.addAll(List.of("-cp", classPath(), PredictorChild.class.getName()));
        command.addAll(List.of(socket.toString(), libpaddle.toAbsolutePath().toString()));
        return command;
    }

    /** The class path of this JVM may be no path at all under a build tool, so take the places of the classes needed. */
    private static String classPath() {
        return Stream.of(PredictorChild.class, TensorValue.class)
                .map(PredictorProcess::placeOf)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException | RuntimeException e) {
            throw new PaddleException(
                    "The child JVM of Paddle Inference needs the place of " + type.getName()
                            + " on the class path, and it has none that is a file; put tipc-junit's jar on the class path",
                    e);
        }
    }

    private static Path socketFolder() throws IOException {
        Path folder = Files.createTempDirectory("tipc");
        if (folder.toString().length() > LONGEST_SOCKET_PATH) {
            Files.delete(folder);
            folder = Files.createTempDirectory(Path.of("/tmp"), "tipc");
        }
        return folder;
    }
}
