// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Runs commands, each as a process group and session of its own that is ended whole.
 *
 * <p>Standard input is empty; standard output and error go merged and directly into a log file, so a command never waits
 * for this JVM. Whatever a command leaves behind is ended, also descendants in sessions of their own, and also when this JVM
 * is killed. No process that the command did not start is touched. Needs Linux with {@code setsid} (util-linux). Thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class ProcessRunner implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String mark = UUID.randomUUID().toString();
    private final AtomicLong number = new AtomicLong();
    private final Set<GroupProcess> live = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Duration grace;
    private final ProcessGuard guard;

    /** Create a runner without any process. */
    public ProcessRunner() {
        this(GRACE);
    }

    /** Create a runner that leaves {@code grace} between SIGTERM and SIGKILL. */
    ProcessRunner(Duration grace) {
        this.grace = grace;
        this.guard = new ProcessGuard(mark, grace);
    }

    /**
     * Run a command to its end.
     *
     * <p>An interrupt of the calling thread ends the command as {@link Termination.Stopped} and leaves the interrupt flag set.
     *
     * @param command what to run; never {@code null}
     * @param log the file for the merged output, made or emptied, with its folders; never {@code null}
     * @param limit the longest time that it may run; positive
     * @param listener follows the output; has seen all of it when this method returns; never {@code null}
     * @return how it ended, also when it failed or could not be started; never {@code null}
     */
    public ProcessOutcome run(Command command, Path log, Duration limit, OutputListener listener) {
        try (RunningProcess process = start(command, log, limit, listener)) {
            return process.await();
        }
    }

    /**
     * Start a command and return at once.
     *
     * @param command what to run; never {@code null}
     * @param log the file for the merged output, made or emptied, with its folders; never {@code null}
     * @param limit the longest time that it may run; positive
     * @param listener follows the output; never {@code null}
     * @return the running command; one that could not be started awaits to {@link Termination.NotStarted}; never {@code null}
     */
    public RunningProcess start(Command command, Path log, Duration limit, OutputListener listener) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the time limit must be positive, not " + limit);
        }
        Path file = log.toAbsolutePath();
        try {
            return launch(command, file, limit, listener);
        } catch (Program.NoProgramException e) {
            return new UnstartedProcess(command, file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new UnstartedProcess(command, file, e.toString());
        }
    }

    /** Get the logs of the commands that are running now. */
    public List<Path> running() {
        return live.stream().map(GroupProcess::log).sorted().toList();
    }

    /** End every command that is still running; later ones are not started. */
    @Override
    public void close() {
        closed.set(true);
        live.forEach(GroupProcess::requestStop);
        live.forEach(GroupProcess::stop);
        guard.close();
    }

    /** A program that got question marks would look for other files than the ones that were meant. */
    private static void requireNames(Command command) throws Program.NoProgramException {
        NativeNames names = NativeNames.ofJvm();
        for (String argument : command.argv()) {
            Optional<String> problem = names.problem("an argument", argument);
            if (problem.isPresent()) {
                throw new Program.NoProgramException(problem.get() + "; " + NativeNames.REMEDY);
            }
        }
    }

    private RunningProcess launch(Command command, Path log, Duration limit, OutputListener listener)
            throws IOException, Program.NoProgramException {
        Path folder = log.getParent();
        // Java 17 refuses to "create" a link to a folder.
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Files.write(log, new byte[0]);
        if (!Files.isDirectory(command.workingDirectory())) {
            throw new Program.NoProgramException(
                    "the working directory " + command.workingDirectory() + " does not exist");
        }
        if (closed.get()) {
            throw new Program.NoProgramException("the run is being stopped");
        }
        requireNames(command);
        String id = mark + "." + number.incrementAndGet() + ";";
        ProcessBuilder builder = new ProcessBuilder();
        Map<String, String> environment = builder.environment();
        command.environment().forEach((name, value) -> {
            if (value.isEmpty()) {
                environment.remove(name);
            } else {
                environment.put(name, value);
            }
        });
        environment.merge(ProcessGroup.VARIABLE, id, String::concat);

        Path workingDirectory = command.workingDirectory().toAbsolutePath();
        List<String> argv = command.argv();
        Path program = Program.find(argv.get(0), workingDirectory, environment);
        Path setsid = setsid(workingDirectory);
        builder.command().add(setsid.toString());
        if (command.enclosure().isPresent()) {
            List<String> around = command.enclosure().get().program();
            Program.find(around.get(0), workingDirectory, environment);
            builder.command().addAll(around);
        }
        builder.command().add(program.toString());
        builder.command().addAll(argv.subList(1, argv.size()));
        builder.directory(workingDirectory.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectErrorStream(true);
        // Appending: a child that opens /dev/stderr again must not overwrite what is there.
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));

        guard.ensureRunning(setsid);
        LogFollower follower = listener == OutputListener.none() ? null : new LogFollower(log, listener);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            if (follower != null) {
                follower.finish();
            }
            throw e;
        }
        ProcessGroup group = new ProcessGroup(id, process.pid());
        GroupProcess running = new GroupProcess(command, log, limit, grace, process, group, follower, live::remove);
        live.add(running);
        running.begin();
        if (closed.get()) {
            // close() may have looked at the live ones just before this one was added.
            running.requestStop();
        }
        return running;
    }

    private static Path setsid(Path workingDirectory) throws Program.NoProgramException {
        try {
            return Program.find("setsid", workingDirectory, System.getenv());
        } catch (Program.NoProgramException e) {
            throw new Program.NoProgramException(e.getMessage() + "; install util-linux");
        }
    }
}
