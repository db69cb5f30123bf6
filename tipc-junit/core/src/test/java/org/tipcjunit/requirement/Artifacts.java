// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.artifact.WeightSet;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recording;
import org.tipcjunit.recording.SeedRecord;

/** Artifacts of a chain that never ran, for tests of pure functions. */
public final class Artifacts {

    public static final Path RUN = Path.of("/run");

    private Artifacts() {}

    /** A stage of the model digits that ended with status 0 after 12.3 s. */
    public static StageRun stage(StageKind kind, List<String> argv, String... output) {
        return stage(kind, argv, new Termination.Exited(0), List.of(), output);
    }

    public static StageRun stage(
            StageKind kind,
            List<String> argv,
            Termination termination,
            List<RecordedProcess> processes,
            String... output) {
        Path directory = RUN.resolve(kind.label());
        ProcessOutcome outcome = new ProcessOutcome(
                new Command(argv, Path.of("/repo"), Map.of()),
                termination,
                Duration.ofMillis(12_345),
                directory.resolve("log.txt"),
                List.of());
        return new StageRun(
                "digits",
                kind.label(),
                kind,
                directory,
                outcome,
                List.of(output),
                new Recording(directory.resolve("recording"), processes),
                "plainly");
    }

    public static TrainingRun training(double... losses) {
        return training(List.of(), losses);
    }

    public static TrainingRun training(List<RecordedProcess> processes, double... losses) {
        return new TrainingRun(
                stage(
                        StageKind.TRAIN,
                        List.of("python3", "train.py", "--epochs=12"),
                        new Termination.Exited(0),
                        processes,
                        "epoch 12 done",
                        "saved"),
                records(losses),
                RUN.resolve("train/test_log/log_train.txt"),
                RUN.resolve("train/latest.pdparams"),
                List.of(),
                network());
    }

    /** A network of two trainable tensors, of which the training changed both. */
    public static TrainedNetwork network() {
        return new TrainedNetwork(
                List.of("Net"),
                Map.of("conv1.weight", "a0", "conv1.bias", "b0"),
                Set.of(),
                List.of(new WeightSet(
                        "saved to /run/train/latest.pdparams", Map.of("conv1.weight", "aa", "conv1.bias", "bb"))),
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TrainedNetwork.Start.unseen(),
                OptionalDouble.of(0.01),
                false,
                false,
                List.of());
    }

    public static Evaluation evaluation(String... output) {
        return new Evaluation(stage(StageKind.EVALUATE, List.of("python3", "eval.py"), output));
    }

    /** An evaluation whose process left these notes and networks. */
    public static Evaluation evaluation(Map<String, String> notes, Networks networks, String... output) {
        RecordedProcess process = new RecordedProcess(
                1,
                0,
                List.of("eval.py"),
                notes,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                networks,
                List.of());
        return new Evaluation(stage(
                StageKind.EVALUATE,
                List.of("python3", "eval.py"),
                new Termination.Exited(0),
                List.of(process),
                output));
    }

    public static List<LossRecord> records(double... losses) {
        return IntStream.range(0, losses.length)
                .mapToObj(i -> new LossRecord(i + 1, losses[i], 0.01 * i, OptionalDouble.empty(), OptionalInt.empty()))
                .toList();
    }

    /** A recorded process that seeded and loaded, with {@code OMP_NUM_THREADS} if that is not empty. */
    public static RecordedProcess process(
            String threads, List<SeedRecord> seeds, List<CheckpointRecord> checkpoints, double... losses) {
        return new RecordedProcess(
                4711,
                0,
                List.of("train.py"),
                threads.isEmpty() ? Map.of() : Map.of("OMP_NUM_THREADS", threads),
                seeds,
                records(losses),
                List.of(),
                checkpoints,
                List.of(),
                List.of(),
                List.of());
    }

    public static ExportedModel exported(
            String program, List<ExportedModel.Spec> inputs, List<ExportedModel.Spec> outputs, String loadError) {
        StageRun stage = stage(StageKind.EXPORT, List.of("python3", "export.py"), "exported");
        return new ExportedModel(
                stage,
                stage.directory().resolve(program),
                stage.directory().resolve("inference.pdiparams"),
                Optional.empty(),
                RUN.resolve("train/latest.pdparams"),
                inputs,
                outputs,
                loadError.isEmpty() ? Optional.empty() : Optional.of(loadError));
    }

    /** A curve that falls from 2.3 towards 0.3 with a small, regular ripple. */
    public static double[] falling(int iterations) {
        return IntStream.range(0, iterations)
                .mapToDouble(i -> 0.3 + 2 * Math.exp(-i / 20.0) + ripple(i))
                .toArray();
    }

    /** A ripple without trend, between -0.1 and 0.1. */
    public static double ripple(int i) {
        return 0.1 * Math.sin(2.4 * i);
    }

    static List<String> lines(String text) {
        return new ArrayList<>(text.lines().toList());
    }
}
