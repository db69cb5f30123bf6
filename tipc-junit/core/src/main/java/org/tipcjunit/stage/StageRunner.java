// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.InputSet;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.recording.Recording;
import org.tipcjunit.recording.RecordingException;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.recording.RecordingReader;
import org.tipcjunit.serving.PipelineRequest;
import org.tipcjunit.serving.Service;
import org.tipcjunit.serving.ServiceException;
import org.tipcjunit.serving.ServicePorts;
import org.tipcjunit.serving.ServiceSpec;
import org.tipcjunit.serving.ServiceStop;
import org.tipcjunit.tensor.TensorValue;
import org.tipcjunit.workspace.PrepareScript;

/** Runs one planned stage: makes its folder, records it, tells its progress, and turns a bad end into a failure. */
@API(status = Status.INTERNAL, since = "0.1")
public final class StageRunner {

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);

    /** How long a service may load its model. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    private final ChainPlan plan;
    private final ChainTools tools;
    private final UpstreamLogs upstream;
    private final AtomicLong spentNanos = new AtomicLong();
    private final List<StageRun> runs = new CopyOnWriteArrayList<>();

    public StageRunner(ChainPlan plan, ChainTools tools) {
        this.plan = plan;
        this.tools = tools;
        this.upstream = new UpstreamLogs(plan.model(), tools.progress());
    }

    public List<StageRun> runs() {
        return List.copyOf(runs);
    }

    /** Run a stage that certifies the model, in what is left of the chain's time. */
    public StageRun run(PlannedStage stage, Set<RecordingKind> kinds, Optional<List<List<TensorValue>>> inputs) {
        PlannedStage limited = stage.withLimit(timeLeft(stage));
        long start = System.nanoTime();
        try {
            return runBeside(limited, kinds, inputs);
        } finally {
            spentNanos.addAndGet(System.nanoTime() - start);
        }
    }

    /** Run a stage that does not count for the chain's time. */
    public StageRun runBeside(PlannedStage stage, Set<RecordingKind> kinds, Optional<List<List<TensorValue>>> inputs) {
        Command command = recorded(stage, kinds, inputs);
        upstream.begin(stage);
        ProcessOutcome outcome = runWithProgress(stage, command);
        upstream.end(stage, outcome, outcome.termination().isSuccess());
        Observed observed = observe(stage, outcome, Long.MAX_VALUE);
        requireSuccess(observed.run());
        observed.requireReadable();
        requireWhole(observed.run(), kinds);
        return observed.run();
    }

    /**
     * Start a service, use it, and stop it whatever happens.
     *
     * @param use asks the ready service; what it throws is passed on after the stop
     * @throws StageFailedException if the service does not become ready, ends by itself, or does not let go of its ports
     */
    public <T> Served<T> serve(
            PlannedStage stage,
            Set<RecordingKind> kinds,
            ServicePorts ports,
            PipelineRequest probe,
            Function<Service, T> use) {
        Command command = recorded(stage, kinds, Optional.empty());
        upstream.begin(stage);
        long start = System.nanoTime();
        Duration left = timeLeft(stage);
        Duration readyLimit = READY_LIMIT.compareTo(left) < 0 ? READY_LIMIT : left;
        Service service;
        try {
            service = Service.start(
                    new ServiceSpec(plan.model(), command, stage.log(), left, readyLimit, ports, probe),
                    tools.runner(),
                    tools.progress());
        } catch (ServiceException e) {
            spentNanos.addAndGet(System.nanoTime() - start);
            upstream.end(stage, e.outcome(), false);
            throw new StageFailedException(failure(
                    observe(stage, e.outcome(), e.printed()).run(),
                    e.summary(),
                    e.expected(),
                    e.observed(),
                    e.remedy()));
        }
        Optional<T> result = Optional.empty();
        Optional<RuntimeException> failed = Optional.empty();
        Optional<ProcessOutcome> ended;
        ServiceStop stop;
        try {
            result = Optional.of(use.apply(service));
        } catch (StageFailedException e) {
            failed = Optional.of(e);
        } finally {
            ended = service.ended();
            stop = service.stop();
            spentNanos.addAndGet(System.nanoTime() - start);
            upstream.end(stage, stop.outcome(), ended.isEmpty());
        }
        boolean dismissed = ended.isEmpty() && failed.isEmpty();
        Observed observed = observe(stage, dismissed ? dismissed(stop.outcome()) : stop.outcome(), stop.printed());
        if (ended.isPresent()) {
            // Whatever else failed then failed because of it.
            throw new StageFailedException(failure(
                    observed.run(),
                    "the service ended while it was asked: "
                            + ended.get().termination().describe(),
                    "a service that runs until it is stopped",
                    "%s after %.1f s"
                            .formatted(
                                    ended.get().termination().describe(),
                                    ended.get().duration().toMillis() / 1000.0),
                    "read the end of its log, and let it answer every request"));
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
        if (!stop.stillListening().isEmpty()) {
            throw new StageFailedException(failure(
                    observed.run(),
                    "the service was ended, but its ports are still in use",
                    "ports " + ports.http() + " and " + ports.rpc() + " free after the stop",
                    String.join("\n", stop.stillListening()),
                    "let the service start no process that leaves its process group and environment"));
        }
        observed.requireReadable();
        requireWhole(observed.run(), kinds);
        return new Served<>(observed.run(), service.startToReady(), stop, result.orElseThrow());
    }

    private static ProcessOutcome dismissed(ProcessOutcome outcome) {
        return new ProcessOutcome(
                outcome.command(), new Termination.Dismissed(), outcome.duration(), outcome.log(), outcome.leftovers());
    }

    /**
     * What came of a service.
     *
     * @param run the service's process
     * @param startToReady the time from its start to its first good answer
     * @param stop how it was stopped
     * @param result what its use gave
     */
    public record Served<T>(StageRun run, Duration startToReady, ServiceStop stop, T result) {}

    private Duration timeLeft(PlannedStage stage) {
        Duration spent = Duration.ofNanos(spentNanos.get());
        Duration left = plan.limit().minus(spent);
        if (left.isNegative() || left.isZero()) {
            throw new StageFailedException(new StageFailure(
                    plan.model(),
                    stage.kind(),
                    stage.name(),
                    StageFailure.Reason.FAILED,
                    "the time limit of the chain is used up before the " + stage.name() + " stage",
                    "all stages together end within " + plan.limit().toSeconds() + " s",
                    "the stages so far took " + spent.toSeconds() + " s",
                    "give the model less to do, or raise the limit with tipc.limit (seconds)",
                    Optional.empty()));
        }
        return stage.limit().compareTo(left) <= 0 ? stage.limit() : left;
    }

    /** Make the stage's folder, and the command that records into it. */
    private Command recorded(PlannedStage stage, Set<RecordingKind> kinds, Optional<List<List<TensorValue>>> inputs) {
        Optional<Path> inputDirectory = inputs.map(calls -> stage.directory().resolve("inputs"));
        try {
            Files.createDirectories(plan.runDirectory());
            // Only what this run makes may count, so the folder must not be there.
            Files.createDirectory(stage.directory());
            Files.createDirectory(stage.recording());
            if (inputDirectory.isPresent()) {
                InputSet.write(inputDirectory.get(), inputs.orElseThrow());
            }
        } catch (IOException | RecordingException e) {
            throw new StageFailedException(new StageFailure(
                    plan.model(),
                    stage.kind(),
                    stage.name(),
                    StageFailure.Reason.FAILED,
                    "the folder for the " + stage.name() + " stage cannot be made",
                    "a new folder " + stage.directory(),
                    e.toString(),
                    "free disk space, correct permissions, or name another folder with tipc.output",
                    Optional.empty()));
        }
        Map<String, String> variables = new LinkedHashMap<>(stage.command().environment());
        variables.putIfAbsent("PYTHONPATH", System.getenv().getOrDefault("PYTHONPATH", ""));
        Path packages = PrepareScript.packages(stage.workspace());
        if (Files.isDirectory(packages)) {
            variables.computeIfPresent(
                    "PYTHONPATH",
                    (key, path) -> path.isEmpty() ? packages.toString() : packages + File.pathSeparator + path);
        }
        variables.put("PYTHONUNBUFFERED", "1");
        ChainRequest.Study study =
                stage.kind() == StageKind.EXPORT ? plan.request().study() : ChainRequest.Study.none();
        // Empty, so that a value inherited from this JVM does not count.
        variables.put(Recorder.BACKBONE_VARIABLE, study.backbone().orElse(""));
        variables.put(Recorder.MULTIPLY_ADDS_VARIABLE, String.valueOf(study.multiplyAdds()));
        return new Command(
                stage.command().argv(),
                stage.command().workingDirectory(),
                tools.recorder().environment(stage.recording(), kinds, inputDirectory, variables));
    }

    /**
     * Gather what a stage that has ended left, and remember it.
     *
     * @param printed how many bytes of its log are its output; the rest is about how it was ended
     */
    private Observed observe(PlannedStage stage, ProcessOutcome outcome, long printed) {
        Recording recording = new Recording(stage.recording(), List.of());
        Optional<RecordingException> damage = Optional.empty();
        try {
            recording = RecordingReader.read(stage.recording());
        } catch (RecordingException e) {
            damage = Optional.of(e); // Told after a failure of the command itself.
        }
        StageRun run = new StageRun(
                plan.model(),
                stage.name(),
                stage.kind(),
                stage.directory(),
                outcome,
                output(outcome.log(), printed),
                recording);
        runs.add(run);
        return new Observed(run, damage);
    }

    /**
     * A stage as it ended.
     *
     * @param run what it left
     * @param damage why its recording cannot be read; empty when it can
     */
    private record Observed(StageRun run, Optional<RecordingException> damage) {

        void requireReadable() {
            if (damage.isPresent()) {
                throw new StageFailedException(noEvidence(
                        run,
                        "the recording of the " + run.name() + " stage cannot be read",
                        "a complete recording in " + run.recording().directory(),
                        String.valueOf(damage.get().getMessage()),
                        "run again; if it stays, report it with the folder"));
            }
        }
    }

    private static void requireSuccess(StageRun run) {
        Termination termination = run.outcome().termination();
        if (!termination.isSuccess()) {
            throw new StageFailedException(failure(
                    run,
                    "the " + run.name() + " command failed: " + termination.describe(),
                    "exit status 0",
                    termination.describe() + iterationsBefore(run),
                    termination instanceof Termination.TimedOut
                            ? "find out what it waits for, or raise the limit with tipc.stage.limit or tipc.limit (seconds)"
                            : "run the command by hand in "
                                    + run.outcome().command().workingDirectory() + " and correct what its log names"));
        }
    }

    private static String iterationsBefore(StageRun run) {
        int iterations = run.recording().processes().stream()
                .mapToInt(process -> process.losses().size())
                .max()
                .orElse(0);
        return run.kind() == StageKind.TRAIN ? "; recorded iterations before: " + iterations : "";
    }

    /** A part of the evidence must not pass for all of it. */
    private static void requireWhole(StageRun run, Set<RecordingKind> kinds) {
        // A service is always cut off: it runs until it is stopped.
        if (run.kind() != StageKind.SERVE && RecordingGaps.isCutOff(run.outcome(), run.recording())) {
            throw new StageFailedException(failure(
                    run,
                    "the " + run.name() + " command ended before its work did",
                    "a command that ends when its work is done",
                    "still running, and then ended: "
                            + String.join("\n", run.outcome().leftovers()),
                    "let the command wait for the processes that it starts"));
        }
        // The exported layer may predict, and what an export did not record is missed by whoever needs it.
        StageKind evidence = kinds.contains(RecordingKind.EXPORTS) ? StageKind.EXPORT : run.kind();
        List<String> gaps =
                RecordingGaps.of(evidence, run.recording(), run.output()).sentences();
        if (!gaps.isEmpty()) {
            throw new StageFailedException(noEvidence(
                    run,
                    "the recording of the " + run.name() + " stage is incomplete",
                    "a recording of everything that the command did",
                    String.join("\n", gaps),
                    "where it names a remedy, follow that; where it is full, give the command less to do (fewer images);"
                            + " else run again, and if it stays, report it with the folder "
                            + run.recording().directory()));
        }
    }

    public static StageFailure failure(StageRun run, String summary, String expected, String observed, String remedy) {
        return failure(run, StageFailure.Reason.FAILED, summary, expected, observed, remedy);
    }

    public static StageFailure noEvidence(
            StageRun run, String summary, String expected, String observed, String remedy) {
        return failure(run, StageFailure.Reason.NO_EVIDENCE, summary, expected, observed, remedy);
    }

    private static StageFailure failure(
            StageRun run, StageFailure.Reason reason, String summary, String expected, String observed, String remedy) {
        return new StageFailure(
                run.model(), run.kind(), run.name(), reason, summary, expected, observed, remedy, Optional.of(run));
    }

    private ProcessOutcome runWithProgress(PlannedStage stage, Command command) {
        String label = "[tipc] " + plan.model() + ": " + stage.name();
        AtomicReference<String> lastLine = new AtomicReference<>("");
        long start = System.nanoTime();
        tools.progress().accept(label + " started, log " + stage.log());
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tipc-progress-" + stage.name());
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> ticks = ticker.scheduleAtFixedRate(
                () -> tools.progress()
                        .accept("%s %d s of at most %d s | %s"
                                .formatted(
                                        label,
                                        Duration.ofNanos(System.nanoTime() - start)
                                                .toSeconds(),
                                        stage.limit().toSeconds(),
                                        lastLine.get())),
                PROGRESS_INTERVAL.toMillis(),
                PROGRESS_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            ProcessOutcome outcome = tools.runner().run(command, stage.log(), stage.limit(), lastLine::set);
            tools.progress()
                    .accept("%s %s after %.1f s"
                            .formatted(
                                    label,
                                    outcome.termination().describe(),
                                    outcome.duration().toMillis() / 1000.0));
            outcome.leftovers()
                    .forEach(leftover -> tools.progress().accept(label + " left running, and was ended: " + leftover));
            return outcome;
        } finally {
            ticks.cancel(false);
            ticker.shutdown();
        }
    }

    /** Keeps what a terminal would show: carriage returns of progress bars start a new line. */
    public static List<String> output(Path log) {
        return output(log, Long.MAX_VALUE);
    }

    private static List<String> output(Path log, long printed) {
        try {
            byte[] bytes = Files.readAllBytes(log);
            String text = new String(bytes, 0, (int) Math.min(bytes.length, printed), StandardCharsets.UTF_8);
            List<String> lines = new ArrayList<>(List.of(text.split("\r?\n|\r", -1)));
            if (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
                lines.remove(lines.size() - 1);
            }
            return lines;
        } catch (IOException e) {
            return List.of();
        }
    }
}
