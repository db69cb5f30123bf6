// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.evaluate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.StageFailedException;
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
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.StageRunner;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.prepare.CopyOfCopy;
import org.tipcjunit.stage.prepare.FreshCopy;
import org.tipcjunit.stage.train.FollowedWeights;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.workspace.WorkingCopy;

/**
 * The evaluation once more, in a working copy of its own, with random numbers in the place of what its networks say: what it
 * prints all the same does not depend on them. It is no stage of the chain, since it may well fail over such numbers.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum NoisyEvaluation implements Product<NoisyEvaluation.Outcome> {
    /** With the first random numbers. */
    FIRST(1),
    /** With others, since one number may come up again by chance, and among few samples does so often. */
    SECOND(2),
    /** With others again. */
    THIRD(3),
    /** With others again. */
    FOURTH(4);

    /** Makes the working copy of the first one ahead; whether it is likely to be tried. */
    public static final Product<Boolean> COPY_AHEAD = NoisyEvaluation::copyFirst;

    /** How long an evaluation may take that is tried once more; longer ones only where their code goes on after exceptions. */
    public static final Duration LONG = Duration.ofMinutes(2);

    private static final int PATIENCE = 2;
    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final long LARGE = 2L << 30;

    private final int seed;

    NoisyEvaluation(int seed) {
        this.seed = seed;
    }

    /**
     * How it went.
     *
     * @param obstacle why it could not be tried; empty where it was
     * @param output what it printed
     * @param replaced how many outputs were replaced
     * @param needed the inputs, of several, that outputs of networks depend on, sorted; none where that was not seen
     * @param scores how many rows of what may be scores were replaced, by the length of a row
     * @param drawn a data set that gave another image of the same label when it was asked for a sample again, with the sample's number
     */
    public record Outcome(
            Optional<String> obstacle,
            List<String> output,
            int replaced,
            List<String> needed,
            Map<Integer, Integer> scores,
            Optional<String> drawn) {

        public Outcome {
            output = List.copyOf(output);
            needed = List.copyOf(needed);
            scores = Map.copyOf(scores);
        }

        /** Create the outcome of an evaluation of which no inputs were seen to be needed. */
        public Outcome(Optional<String> obstacle, List<String> output, int replaced) {
            this(obstacle, output, replaced, List.of(), Map.of(), Optional.empty());
        }
    }

    @Override
    public Outcome make(StageContext chain) {
        try {
            PlannedStage first = first(chain);
            PlannedStage stage = of(first);
            if (isTooLarge(chain, first)) {
                return new Outcome(
                        Optional.of("the working copy has more than " + (LARGE >> 30) + " GiB"), List.of(), 0);
            }
            chain.get(new Copied(this));
            return run(chain, stage);
        } catch (StageFailedException | RecordingException e) {
            return new Outcome(Optional.of(String.valueOf(e.getMessage())), List.of(), 0);
        }
    }

    /**
     * Make the working copy of the first one, where it is likely to be tried: as the evaluation left it, before other stages write
     * into the one that it is made of.
     */
    private static boolean copyFirst(StageContext chain) {
        PlannedStage first = first(chain);
        Evaluation evaluation = chain.get(Evaluate.STAGE);
        boolean isTried = evaluation.stage().outcome().duration().compareTo(LONG) <= 0
                || !evaluation.handlers().isEmpty();
        if (isTried && !isTooLarge(chain, first)) {
            chain.get(new Copied(FIRST));
        }
        return isTried;
    }

    private static PlannedStage first(StageContext chain) {
        return FollowedWeights.taking(
                chain,
                chain.required(Evaluate.STAGE, "an evaluation of the trained weights", "the config names none"),
                chain.get(Train.STAGE));
    }

    private PlannedStage of(PlannedStage first) {
        return first.again("evaluate-noise-" + seed, Evaluate.STAGE.kind());
    }

    private static boolean isTooLarge(StageContext chain, PlannedStage first) {
        return chain.get(new FreshCopy(first.workspace())).bytes() > LARGE
                && chain.get(Evaluate.STAGE).handlers().isEmpty();
    }

    /** The working copy of one of them. */
    private record Copied(NoisyEvaluation of) implements Product<WorkingCopy> {

        /** Copying reads the test images, which must not count as read by a stage. */
        @Override
        public WorkingCopy make(StageContext chain) {
            PlannedStage first = first(chain);
            return chain.runner().turns().in(first.workspace(), () -> {
                List<Path> unread = ReadFiles.unread(chain.images());
                WorkingCopy copy =
                        chain.get(new CopyOfCopy(first.workspace(), of.of(first).workspace()));
                new ReadFiles(first.workspace()).forget(unread);
                return copy;
            });
        }
    }

    private Outcome run(StageContext chain, PlannedStage stage) {
        Map<String, String> variables = new LinkedHashMap<>(stage.command().environment());
        variables.put(Recorder.NOISE_VARIABLE, String.valueOf(seed));
        PlannedStage noisy =
                stage.withCommand(new Command(stage.argv(), stage.command().workingDirectory(), variables));
        Command command = chain.runner().command(noisy, Watch.partly());
        // Numbers that mean nothing may keep a script busy, such as with boxes without end.
        Duration patience = chain.get(Evaluate.STAGE)
                .stage()
                .outcome()
                .duration()
                .multipliedBy(PATIENCE)
                .plus(STARTING);
        Duration left = chain.runner().timeLeft(noisy);
        Duration limit = patience.compareTo(left) <= 0 ? patience : left;
        chain.tools()
                .progress()
                .accept("[tipc] " + chain.plan().model() + ": " + stage.name()
                        + " started, to see whether the metric depends on the network, log " + stage.log());
        Command started = chain.tools().started(stage, command, Evaluate.STAGE.label());
        ProcessOutcome outcome = chain.runner().turns().run(stage.name(), stage.workspace(), () -> chain.tools()
                .runner()
                .run(started, stage.log(), limit, OutputListener.none()));
        List<RecordedProcess> processes = processes(stage, outcome);
        return new Outcome(
                Optional.empty(),
                StageRunner.output(outcome.log()),
                // One that failed minded the numbers, whatever else it has to say.
                outcome.termination().isSuccess() ? replaced(processes) : 1,
                needed(processes),
                scores(processes),
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

    private static Stream<String> notes(List<RecordedProcess> processes, String name) {
        return processes.stream().flatMap(process -> process.lines(name));
    }
}
