// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.recording.RecordingException;
import org.tipcjunit.recording.RecordingReader;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.ReadFiles;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.StageRunner;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.prepare.CopyOfCopy;
import org.tipcjunit.stage.prepare.FreshCopy;
import org.tipcjunit.stage.train.FollowedWeights;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.workspace.WorkingCopy;

/**
 * An evaluation, a prediction, or an inference, that runs once more in another working copy, for which the recorder changes what its networks
 * say.
 *
 * @param of which of them
 * @param name what the run is called; each has another one
 * @param settings what the recorder is told besides
 * @param renamed files of the working copy, each with the one whose content it gets
 */
record NoisyRun(Stage<?> of, String name, Map<String, String> settings, Map<Path, Path> renamed)
        implements Product<NoisyEvaluation.Outcome> {

    private static final int PATIENCE = 2;
    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final long LARGE = 2L << 30;

    NoisyRun {
        settings = Map.copyOf(settings);
        renamed = Map.copyOf(renamed);
    }

    /** Create one whose files stay as they are. */
    NoisyRun(Stage<?> of, String name, Map<String, String> settings) {
        this(of, name, settings, Map.of());
    }

    /**
     * Create one with random numbers that move their mean as well: what is printed may be decided by the mean of many.
     *
     * @param besides what the recorder and Python are told besides
     */
    static NoisyRun moved(Stage<?> of, int seed, Map<String, String> besides) {
        Map<String, String> settings = new LinkedHashMap<>(besides);
        settings.put(Recorder.NOISE_VARIABLE, String.valueOf(seed));
        settings.put(Recorder.NOISE_MOVED_VARIABLE, "true");
        return new NoisyRun(of, of.label() + "-noise-" + seed, settings);
    }

    @Override
    public NoisyEvaluation.Outcome make(StageContext chain) {
        try {
            PlannedStage first = first(chain);
            PlannedStage stage = of(first);
            if (isTooLarge(chain, first)) {
                return new NoisyEvaluation.Outcome(
                        Optional.of("the working copy has more than " + (LARGE >> 30) + " GiB"), List.of(), 0);
            }
            chain.get(new Copied(first.workspace(), stage.workspace()));
            return chain.runner().turns().in(stage.workspace(), () -> renamed(chain, first, stage));
        } catch (StageFailedException | RecordingException | UncheckedIOException e) {
            return new NoisyEvaluation.Outcome(Optional.of(String.valueOf(e.getMessage())), List.of(), 0);
        }
    }

    /**
     * Make its working copy, where it is likely to be tried: as the evaluation left it, before other stages write into the one that
     * it is made of.
     *
     * @return whether it is likely
     */
    boolean copyAhead(StageContext chain) {
        PlannedStage first = first(chain);
        Evaluation evaluation = chain.get(Evaluate.STAGE);
        boolean isTried = evaluation.stage().outcome().duration().compareTo(NoisyEvaluation.LONG) <= 0
                || !evaluation.handlers().isEmpty();
        if (isTried && !isTooLarge(chain, first)) {
            chain.get(new Copied(first.workspace(), of(first).workspace()));
        }
        return isTried;
    }

    private String asked() {
        if (of == Evaluate.STAGE) {
            return "metric depends on the network";
        }
        if (of == Infer.STAGE) {
            return "printed results come from the predictor";
        }
        return renamed.isEmpty() ? "printed results depend on the network" : "printed results go with their images";
    }

    private PlannedStage first(StageContext chain) {
        return FollowedWeights.taking(
                chain,
                chain.required(of, "a run with random numbers for outputs", "there is no such command"),
                chain.get(Train.STAGE));
    }

    private NoisyEvaluation.Outcome renamed(StageContext chain, PlannedStage first, PlannedStage stage) {
        try {
            Map<Path, Path> places = inCopy(first.workspace(), stage.workspace());
            exchange(places);
            try {
                return run(chain, stage.withCommand(naming(stage.command(), places)));
            } finally {
                exchange(inverse(places));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Get what is renamed where it lies in the copy. */
    private Map<Path, Path> inCopy(Path original, Path copy) throws IOException {
        Map<Path, Path> places = new LinkedHashMap<>();
        for (Map.Entry<Path, Path> each : renamed.entrySet()) {
            places.put(
                    copy.resolve(original.relativize(each.getKey())),
                    copy.resolve(original.relativize(each.getValue())));
        }
        for (Path place : places.values()) {
            // What lies elsewhere, or is led to by a link, is not the copy's.
            if (!place.toRealPath().startsWith(copy.toRealPath())) {
                throw new IOException(place + " lies outside of the working copy");
            }
        }
        return places;
    }

    /** Get a command with the new names of files that have others now; those that were exchanged are named as before. */
    private static Command naming(Command command, Map<Path, Path> places) {
        Map<Path, Path> moved = inverse(places);
        moved.keySet().removeAll(places.keySet());
        return new Command(
                command.argv().stream()
                        .map(word -> naming(word, command.workingDirectory(), moved))
                        .toList(),
                command.workingDirectory(),
                command.environment());
    }

    private static String naming(String word, Path directory, Map<Path, Path> moved) {
        String path = GivenFile.path(word);
        return GivenFile.at(directory, word)
                .filter(moved::containsKey)
                .map(file -> word.substring(0, word.length() - path.length()) + directory.relativize(moved.get(file)))
                .orElse(word);
    }

    private static Map<Path, Path> inverse(Map<Path, Path> places) {
        return places.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /** Names are changed, not contents: the copy may share these with what it is a copy of. */
    private static void exchange(Map<Path, Path> places) throws IOException {
        for (Path file : places.values()) {
            Files.move(file, aside(file));
        }
        for (Map.Entry<Path, Path> each : places.entrySet()) {
            Files.move(aside(each.getValue()), each.getKey());
        }
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".aside");
    }

    private StageRun ran(StageContext chain) {
        if (of == Infer.STAGE) {
            return chain.get(Infer.STAGE).stage();
        }
        return of == Evaluate.STAGE
                ? chain.get(Evaluate.STAGE).stage()
                : chain.get(Predict.STAGE).stage();
    }

    /** All that run a stage again do so in one working copy, one after the other. */
    private PlannedStage of(PlannedStage first) {
        return first.again(of.label() + "-again", of.kind()).called(name);
    }

    private boolean isTooLarge(StageContext chain, PlannedStage first) {
        return chain.get(new FreshCopy(first.workspace())).bytes() > LARGE
                && new Evaluation(ran(chain)).handlers().isEmpty();
    }

    /** The working copy that they run in. */
    private record Copied(Path original, Path directory) implements Product<WorkingCopy> {

        /** Copying reads the test images, which must not count as read by a stage. */
        @Override
        public WorkingCopy make(StageContext chain) {
            return chain.runner().turns().in(original, () -> {
                List<Path> unread = ReadFiles.unread(chain.images());
                WorkingCopy copy = chain.get(new CopyOfCopy(original, directory));
                new ReadFiles(original).forget(unread);
                return copy;
            });
        }
    }

    private NoisyEvaluation.Outcome run(StageContext chain, PlannedStage stage) {
        Map<String, String> variables = new LinkedHashMap<>(stage.command().environment());
        variables.putAll(settings);
        PlannedStage noisy =
                stage.withCommand(new Command(stage.argv(), stage.command().workingDirectory(), variables));
        Command command = chain.runner().command(noisy, Watch.partly());
        // Numbers that mean nothing may keep a script busy, such as with boxes without end.
        Duration patience =
                ran(chain).outcome().duration().multipliedBy(PATIENCE).plus(STARTING);
        Duration left = chain.runner().timeLeft(noisy);
        Duration limit = patience.compareTo(left) <= 0 ? patience : left;
        String label = "[tipc] " + chain.plan().model() + ": " + stage.name();
        chain.tools().progress().accept(label + " started, to see whether the " + asked() + ", log " + stage.log());
        Command started = chain.tools().started(stage, command, of.label());
        ProcessOutcome outcome = chain.runner().turns().run(stage.name(), stage.workspace(), () -> chain.tools()
                .runner()
                .run(started, stage.log(), limit, OutputListener.none()));
        chain.tools().progress().accept(label + " " + outcome.ending());
        List<RecordedProcess> processes = processes(stage, outcome);
        return new NoisyEvaluation.Outcome(
                Optional.empty(),
                StageRunner.output(outcome.log()),
                // One that failed minded the numbers, whatever else it has to say.
                outcome.termination().isSuccess() ? replaced(processes) : 1,
                needed(processes),
                scores(processes),
                exchanged(processes),
                notes(processes, Recorder.DRAWN_NOTE).findFirst());
    }

    private static List<RecordedProcess> processes(PlannedStage stage, ProcessOutcome outcome) {
        try {
            return RecordingReader.read(stage.recording()).processes();
        } catch (RecordingException e) {
            if (outcome.termination().isSuccess()) {
                throw e;
            }
            return List.of();
        }
    }

    private static int replaced(List<RecordedProcess> processes) {
        return processes.stream()
                .mapToInt(process -> Integer.parseInt(process.properties().getOrDefault(Recorder.REPLACED_NOTE, "0")))
                .sum();
    }

    private static List<String> needed(List<RecordedProcess> processes) {
        return notes(processes, Recorder.NEEDED_NOTE).distinct().sorted().toList();
    }

    private static Map<Integer, Integer> scores(List<RecordedProcess> processes) {
        return notes(processes, Recorder.SCORES_NOTE)
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(
                        numbers -> Integer.valueOf(numbers[0]), numbers -> Integer.valueOf(numbers[1]), Integer::sum));
    }

    /** Rows of several processes are in no order. */
    private static List<ExchangedScores> exchanged(List<RecordedProcess> processes) {
        List<List<ExchangedScores>> ofEach = processes.stream()
                .map(process -> process.lines(Recorder.EXCHANGED_NOTE)
                        .map(ExchangedScores::read)
                        .toList())
                .filter(rows -> !rows.isEmpty())
                .toList();
        return ofEach.size() == 1 ? ofEach.get(0) : List.of();
    }

    private static Stream<String> notes(List<RecordedProcess> processes, String name) {
        return processes.stream().flatMap(process -> process.lines(name));
    }
}
