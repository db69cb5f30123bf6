// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.LogLines;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.RunningProcess;
import org.tipcjunit.process.StallWatch;
import org.tipcjunit.recording.InputSet;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.recording.Recording;
import org.tipcjunit.recording.RecordingException;
import org.tipcjunit.recording.RecordingReader;
import org.tipcjunit.stage.samples.TestImages;
import org.tipcjunit.stage.turn.Turns;
import org.tipcjunit.workspace.Checkout;

/** Runs one planned stage: makes its folder, records it, tells its progress, and turns a bad end into a failure. */
@API(status = Status.INTERNAL, since = "0.1")
public final class StageRunner {

    /** Stages that are to read the test images. */
    private static final Set<StageKind> OF_IMAGES = Set.of(StageKind.PREDICT, StageKind.INFER);

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);

    /** How long a command may do nothing once a thread of it has died. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChainFacts facts;
    private final ChainTools tools;
    private final Optional<KeptStages> kept;
    private final UpstreamLogs upstream;
    private final Turns turns;
    private final AtomicLong spentNanos = new AtomicLong();
    private final List<StageRun> runs = new CopyOnWriteArrayList<>();

    public StageRunner(ChainFacts facts, ChainTools tools) {
        this(facts, tools, Optional.empty());
    }

    /** Create one that takes stages from those that are kept, where there are any. */
    public StageRunner(ChainFacts facts, ChainTools tools, Optional<KeptStages> kept) {
        this.facts = facts;
        this.tools = tools;
        this.kept = kept;
        this.turns = new Turns(tools.meetings());
        this.upstream = new UpstreamLogs(facts.model(), tools.progress());
    }

    public List<StageRun> runs() {
        return List.copyOf(runs);
    }

    /** Let a run be that of a stage of another name, since it turned out to be that. */
    public StageRun called(StageRun run, String name) {
        StageRun other = run.called(name);
        runs.replaceAll(known -> known.directory().equals(run.directory()) ? other : known);
        return other;
    }

    /** Run a stage that certifies the model, in what is left of the chain's time. */
    public StageRun run(PlannedStage stage, Watch watch) {
        PlannedStage limited = stage.withLimit(timeLeft(stage));
        long start = System.nanoTime();
        try {
            return runBeside(limited, watch);
        } finally {
            spentNanos.addAndGet(System.nanoTime() - start);
        }
    }

    /** Run a stage that does not count for the chain's time. */
    public StageRun runBeside(PlannedStage stage, Watch watch) {
        if (kept.isEmpty()) {
            return checked(stage, watch, run(stage, made(stage, watch)));
        }
        KeptStages stages = kept.get();
        stages.turn().lock();
        try {
            Command command = made(stage, watch);
            KeptStages.Taken taken = stages.take(stage, command);
            String label = "[tipc] " + facts.model() + ": " + stage.name();
            if (taken.outcome().isPresent()) {
                tools.progress().accept(label + " is taken from an earlier run, as nothing that it ran on changed");
                tools.listener().stageTaken(stage.name(), taken.outcome().get());
                return checked(stage, watch, taken.outcome().get());
            }
            requireMayRun(stages, stage, taken.reason());
            tools.progress().accept(label + " runs again: " + taken.reason());
            ProcessOutcome outcome = run(stage, command);
            StageRun run = checked(stage, watch, outcome);
            stages.keep(stage, outcome);
            return run;
        } finally {
            stages.turn().unlock();
        }
    }

    private void requireMayRun(KeptStages stages, PlannedStage stage, String reason) {
        if (stages.nothingRuns()) {
            throw new StageFailedException(new StageFailure(
                    facts.model(),
                    stage.kind(),
                    stage.name(),
                    StageFailure.Reason.NO_EVIDENCE,
                    "the " + stage.name() + " stage is not run, and no kept run of it can be judged: " + reason,
                    "a kept run of it, on the same code, data and settings",
                    reason,
                    stages.isEmpty()
                            ? "run the chain once with tipc certify --reuse stages, which keeps what its stages leave; a"
                                    + " run without it keeps nothing that could be judged again"
                            : "run it with tipc certify --from "
                                    + stage.name().replaceFirst("-\\d+$", "")
                                    + "; the runs before it are taken where nothing changed",
                    Optional.empty()));
        }
    }

    /** Get the turns of the commands of this chain. */
    public Turns turns() {
        return turns;
    }

    private ProcessOutcome run(PlannedStage stage, Command command) {
        return turns.run(stage.name(), stage.workspace(), () -> runInTurn(stage, command));
    }

    private ProcessOutcome runInTurn(PlannedStage stage, Command command) {
        if (OF_IMAGES.contains(stage.kind())) {
            facts.images().ifPresent(images -> new ReadFiles(stage.workspace()).forget(TestImages.at(images)));
        }
        upstream.begin(stage);
        ProcessOutcome outcome = runWithProgress(stage, command).of(command);
        upstream.end(stage, outcome, outcome.termination().isSuccess());
        return outcome;
    }

    private StageRun checked(PlannedStage stage, Watch watch, ProcessOutcome outcome) {
        Observed observed = observe(stage, outcome, Long.MAX_VALUE);
        List<String> refusals = tools.isolation().refusals(observed.run().output());
        refusals.forEach(
                line -> tools.progress().accept("[tipc] " + facts.model() + ": " + stage.name() + ": " + line));
        FailedCommand.requireSuccess(observed.run(), watch, refusals, stage.workspace(), facts);
        observed.requireReadable();
        FailedCommand.requireNotCutOff(observed.run());
        observed.requireWhole(watch);
        return observed.run();
    }

    /** Get how long a stage may run: its own limit, or less where less is left of the chain's. */
    public Duration timeLeft(PlannedStage stage) {
        Duration spent = Duration.ofNanos(spentNanos.get());
        Duration left = facts.limit().minus(spent);
        if (left.isNegative() || left.isZero()) {
            throw new StageFailedException(new StageFailure(
                    facts.model(),
                    stage.kind(),
                    stage.name(),
                    StageFailure.Reason.FAILED,
                    "the time limit of the chain is used up before the " + stage.name() + " stage",
                    "all stages together end within " + facts.limit().toSeconds() + " s",
                    "the stages so far took " + spent.toSeconds() + " s",
                    "give the model less to do, or all stages together more time, in seconds: --limit (tipc.limit)",
                    Optional.empty()));
        }
        return stage.limit().compareTo(left) <= 0 ? stage.limit() : left;
    }

    /** Make the stage's folder, and the command that records into it. */
    public Command command(PlannedStage stage, Watch watch) {
        kept.ifPresent(stages -> requireMayRun(stages, stage, "services are never kept"));
        return made(stage, watch);
    }

    private Command made(PlannedStage stage, Watch watch) {
        Optional<Path> inputDirectory =
                watch.inputs().map(calls -> stage.directory().resolve("inputs"));
        try {
            Files.createDirectories(facts.runDirectory());
            // Only what this run makes may count, so the folder must not be there.
            Files.createDirectory(stage.directory());
            Files.createDirectory(stage.recording());
            if (inputDirectory.isPresent()) {
                InputSet.write(inputDirectory.get(), watch.inputs().orElseThrow());
            }
        } catch (IOException | RecordingException e) {
            throw new StageFailedException(new StageFailure(
                    facts.model(),
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
        variables.computeIfPresent("PYTHONPATH", (key, path) -> inCopy(path, stage.workspace()));
        PreparedPython python = new PreparedPython(tools.environment().python());
        python.prepend(stage, variables);
        variables.put("PYTHONUNBUFFERED", "1");
        variables.put(Recorder.WORKSPACE_VARIABLE, stage.workspace().toString());
        ChainRequest.Study study = watch.study();
        // Empty, so that a value inherited from this JVM does not count.
        variables.put(Recorder.BACKBONE_VARIABLE, study.backbone().orElse(""));
        variables.put(Recorder.MULTIPLY_ADDS_VARIABLE, String.valueOf(study.multiplyAdds()));
        return tools.isolation()
                .enclose(
                        new Command(
                                python.argv(stage),
                                stage.command().workingDirectory(),
                                tools.recorder()
                                        .environment(stage.recording(), watch.kinds(), inputDirectory, variables)),
                        stage.place(facts.runDirectory()));
    }

    /** A path that leads into the user's checkout leads into its copy: else what ran would not be what was copied. */
    private String inCopy(String pythonPath, Path copy) {
        if (!pythonPath.contains("/")) {
            return pythonPath;
        }
        Checkout checkout = Checkout.of(facts.repository());
        return Arrays.stream(pythonPath.split(File.pathSeparator))
                .map(entry -> entry.startsWith("/")
                        ? checkout.in(copy, Path.of(entry)).map(Path::toString).orElse(entry)
                        : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Count time that a service took as time of the chain. */
    public void spend(Duration time) {
        spentNanos.addAndGet(time.toNanos());
    }

    /** Get what keeps upstream's logs of stages. */
    public UpstreamLogs upstream() {
        return upstream;
    }

    /**
     * Gather what a stage that has ended left, and remember it.
     *
     * @param printed how many bytes of its log are its output; the rest is about how it was ended
     */
    public Observed observe(PlannedStage stage, ProcessOutcome outcome, long printed) {
        Recording recording = new Recording(stage.recording(), List.of());
        Optional<RecordingException> damage = Optional.empty();
        try {
            recording = RecordingReader.read(stage.recording());
        } catch (RecordingException e) {
            damage = Optional.of(e); // Told after a failure of the command itself.
        }
        StageRun run = new StageRun(
                facts.model(),
                stage.name(),
                stage.kind(),
                stage.directory(),
                outcome,
                output(outcome.log(), printed),
                recording,
                tools.started(stage),
                turns.beside(stage.name()));
        runs.add(run);
        return new Observed(run, damage);
    }

    /**
     * A stage as it ended.
     *
     * @param run what it left
     * @param damage why its recording cannot be read; empty when it can
     */
    public record Observed(StageRun run, Optional<RecordingException> damage) {

        /** Refuse a recording that cannot be read. */
        public void requireReadable() {
            if (damage.isPresent()) {
                throw new StageFailedException(StageFailure.noEvidence(
                        run,
                        "the recording of the " + run.name() + " stage cannot be read",
                        "a complete recording in " + run.recording().directory(),
                        String.valueOf(damage.get().getMessage()),
                        "run again; if it stays, report it with the folder"));
            }
        }

        /** Refuse a recording with gaps: a part of the evidence must not pass for all of it. */
        public void requireWhole(Watch watch) {
            List<String> gaps = RecordingGaps.of(watch.whole(), run.recording(), run.output())
                    .sentences();
            if (!gaps.isEmpty()) {
                throw new StageFailedException(StageFailure.noEvidence(
                        run,
                        "the recording of the " + run.name() + " stage is incomplete",
                        "a recording of everything that the command did",
                        String.join("\n", gaps),
                        "where it names a remedy, follow that; where it is full, give the command less to do (fewer"
                                + " images); else run again, and if it stays, report it with the folder "
                                + run.recording().directory()));
            }
        }
    }

    private ProcessOutcome runWithProgress(PlannedStage stage, Command command) {
        String label = "[tipc] " + facts.model() + ": " + stage.name();
        AtomicReference<String> lastLine = new AtomicReference<>("");
        long start = System.nanoTime();
        tools.progress().accept(label + " started, log " + stage.log());
        tools.listener().stageStarted(stage.name(), stage.log());
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tipc-progress-" + stage.name());
            thread.setDaemon(true);
            return thread;
        });
        try (RunningProcess process =
                tools.runner().start(tools.started(stage, command), stage.log(), stage.limit(), lastLine::set)) {
            StallWatch stall = new StallWatch(process, PATIENCE);
            ScheduledFuture<?> ticks = ticker.scheduleAtFixedRate(
                    () -> {
                        tools.progress()
                                .accept("%s %d s of at most %d s | %s"
                                        .formatted(
                                                label,
                                                Duration.ofNanos(System.nanoTime() - start)
                                                        .toSeconds(),
                                                stage.limit().toSeconds(),
                                                lastLine.updateAndGet(LogTail::shown)));
                        stall.look();
                    },
                    PROGRESS_INTERVAL.toMillis(),
                    PROGRESS_INTERVAL.toMillis(),
                    TimeUnit.MILLISECONDS);
            ProcessOutcome ended = process.await();
            ticks.cancel(false);
            ProcessOutcome outcome = stall.termination().map(ended::endedBy).orElse(ended);
            tools.progress().accept(label + " " + outcome.ending());
            tools.listener().stageEnded(stage.name(), outcome);
            outcome.leftovers()
                    .forEach(leftover -> tools.progress().accept(label + " left running, and was ended: " + leftover));
            return outcome;
        } finally {
            ticker.shutdownNow();
        }
    }

    /** Keeps what a terminal would show: carriage returns of progress bars start a new line. */
    public static List<String> output(Path log) {
        return output(log, Long.MAX_VALUE);
    }

    private static List<String> output(Path log, long printed) {
        try {
            return LogLines.of(log, printed);
        } catch (IOException e) {
            return List.of();
        }
    }
}
