// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.tensor.TensorValue;

/**
 * What the exported model says about the test images: in the repository's own script, and replayed on other backends.
 *
 * @param stage the stage that ran the repository's inference script; its output holds the printed results
 * @param runs the predictor runs that the recorder saw in the script, in order
 * @param replays the same inputs on other backends, through JNI
 * @param probes perturbed inputs on the plain backend, through JNI, one list entry a perturbation
 * @param cells every cell of the inference matrix, in the config's order
 * @param rounding inputs moved by one unit in the last place on the plain backend, through JNI: what rounding can come to
 * @param batched the samples of the runs on the plain backend, in batches as prediction had them, through JNI
 * @param predicted what prediction gave its network on the plain backend, through JNI, where no run had the same bits
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Inference(
        StageRun stage,
        List<PredictorRun> runs,
        List<Replay> replays,
        List<Probe> probes,
        List<Cell> cells,
        List<Probe> rounding,
        List<Batched> batched,
        List<Batched> predicted) {

    public Inference {
        runs = List.copyOf(runs);
        replays = List.copyOf(replays);
        probes = List.copyOf(probes);
        cells = List.copyOf(cells);
        rounding = List.copyOf(rounding);
        batched = List.copyOf(batched);
        predicted = List.copyOf(predicted);
    }

    /** Create an inference that has batches of the same size as prediction. */
    public Inference(
            StageRun stage,
            List<PredictorRun> runs,
            List<Replay> replays,
            List<Probe> probes,
            List<Cell> cells,
            List<Probe> rounding) {
        this(stage, runs, replays, probes, cells, rounding, List.of(), List.of());
    }

    /** Create an inference of which it is not known what rounding can come to. */
    public Inference(
            StageRun stage, List<PredictorRun> runs, List<Replay> replays, List<Probe> probes, List<Cell> cells) {
        this(stage, runs, replays, probes, cells, List.of());
    }

    /** Create an inference without a matrix. */
    public Inference(StageRun stage, List<PredictorRun> runs, List<Replay> replays, List<Probe> probes) {
        this(stage, runs, replays, probes, List.of());
    }

    /** How a cell of the matrix was run. */
    public enum Way {
        /** In the repository's own script. */
        SCRIPT,
        /** Through JNI, on inputs that the script had recorded. */
        REPLAY,
        /** Not at all. */
        NOT_RUN
    }

    /**
     * One cell of the inference matrix.
     *
     * @param name what it stands for, such as {@code device=cpu, threads=6}
     * @param alternatives the same by name
     * @param precision {@code fp32}, {@code bf16}, {@code int8} or whatever else it asks for
     * @param way how it was run
     * @param inputs the inputs of every run, in order
     * @param outputs the outputs of every run, in order
     * @param obstacle why it was not run, or how its run failed; empty when it ran well
     * @param stage the script's run; empty where it did not run in a script
     * @param settings the settings of the predictors that ran the exported model, each once, by the names of
     *     {@link PredictorRun#settings}
     */
    public record Cell(
            String name,
            Map<String, String> alternatives,
            String precision,
            Way way,
            List<List<TensorValue>> inputs,
            List<List<TensorValue>> outputs,
            String obstacle,
            Optional<StageRun> stage,
            List<Map<String, String>> settings) {

        public Cell {
            alternatives = Collections.unmodifiableMap(new LinkedHashMap<>(alternatives));
            inputs = inputs.stream().map(List::copyOf).toList();
            outputs = outputs.stream().map(List::copyOf).toList();
            settings = settings.stream().map(Map::copyOf).toList();
        }

        /** Create a cell of which no settings were seen. */
        public Cell(
                String name,
                Map<String, String> alternatives,
                String precision,
                Way way,
                List<List<TensorValue>> inputs,
                List<List<TensorValue>> outputs,
                String obstacle,
                Optional<StageRun> stage) {
            this(name, alternatives, precision, way, inputs, outputs, obstacle, stage, List.of());
        }

        /** Create a cell that was not run. */
        public static Cell notRun(String name, Map<String, String> alternatives, String reason) {
            return new Cell(name, alternatives, "", Way.NOT_RUN, List.of(), List.of(), reason, Optional.empty());
        }

        /** Create a cell that ran in the repository's own script. */
        public static Cell byScript(
                String name,
                Map<String, String> alternatives,
                String precision,
                StageRun stage,
                List<PredictorRun> runs) {
            return new Cell(
                    name,
                    alternatives,
                    precision,
                    Way.SCRIPT,
                    runs.stream().map(PredictorRun::inputs).toList(),
                    runs.stream().map(PredictorRun::outputs).toList(),
                    runs.isEmpty() ? "the script ran no predictor" : "",
                    Optional.of(stage),
                    runs.stream().map(PredictorRun::settings).distinct().toList());
        }

        /** Create a cell that ran through JNI on recorded inputs. */
        public static Cell replayed(
                String name,
                Map<String, String> alternatives,
                String precision,
                Map<String, String> settings,
                List<List<TensorValue>> inputs,
                List<List<TensorValue>> outputs,
                String error) {
            return new Cell(
                    name,
                    alternatives,
                    precision,
                    Way.REPLAY,
                    inputs,
                    outputs,
                    error,
                    Optional.empty(),
                    List.of(settings));
        }

        /** Create a cell whose run in the script failed. */
        public static Cell failed(
                String name, Map<String, String> alternatives, String precision, StageFailure failure) {
            return new Cell(
                    name,
                    alternatives,
                    precision,
                    Way.SCRIPT,
                    List.of(),
                    List.of(),
                    failure.summary().endsWith(failure.observed())
                            ? failure.summary()
                            : failure.summary() + ": " + failure.observed(),
                    failure.run());
        }
    }

    /**
     * All recorded inputs run on one backend.
     *
     * @param backend the backend's name, such as {@code plain} (no optimisation) or {@code onednn}
     * @param plain whether the backend must agree bit for bit with dygraph
     * @param outputs the outputs, one list for each recorded run, in its order
     * @param error why the backend could not run; empty text when it could
     */
    public record Replay(String backend, boolean plain, List<List<TensorValue>> outputs, String error) {
        public Replay {
            outputs = outputs.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Samples on the plain backend in other batches than the script's.
     *
     * @param size the size of every batch but the last
     * @param inputs the inputs of every batch
     * @param outputs the outputs of every batch
     */
    public record Batched(int size, List<List<TensorValue>> inputs, List<List<TensorValue>> outputs) {
        public Batched {
            inputs = inputs.stream().map(List::copyOf).toList();
            outputs = outputs.stream().map(List::copyOf).toList();
        }
    }

    /**
     * All recorded inputs perturbed in one way and run on the plain backend.
     *
     * @param perturbation what was done to the inputs, such as {@code channels swapped}
     * @param outputs the outputs, one list for each recorded run, in its order
     */
    public record Probe(String perturbation, List<List<TensorValue>> outputs) {
        public Probe {
            outputs = outputs.stream().map(List::copyOf).toList();
        }
    }
}
