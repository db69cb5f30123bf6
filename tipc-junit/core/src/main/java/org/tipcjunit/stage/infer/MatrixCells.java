// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tipcjunit.artifact.AskedSettings;
import org.tipcjunit.artifact.AskedSettings.Setting;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Cell;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.PredictorSettings;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.tensor.TensorValue;

/** Runs the cells of the inference matrix: by the script, or through JNI on what the script's first run recorded; used once. */
final class MatrixCells {

    private final StageContext chain;
    private final List<PlannedCell> planned;
    private final StageRun first;
    private final List<PredictorRun> runs;
    private final ExportedModel model;
    private final Replays replays;
    private final Map<PlannedCell, Cell> done = new LinkedHashMap<>();
    /** Why the CPU does not run a precision, as its first cell has shown. */
    private final Map<String, String> unheld = new LinkedHashMap<>();

    /**
     * Create it.
     *
     * @param chain the chain that infers
     * @param planned all cells
     * @param first the run of the script
     * @param runs the predictor runs that were recorded in it
     * @param model the exported model
     * @param replays runs the model on the recorded inputs
     */
    MatrixCells(
            StageContext chain,
            List<PlannedCell> planned,
            StageRun first,
            List<PredictorRun> runs,
            ExportedModel model,
            Replays replays) {
        this.chain = chain;
        this.planned = planned;
        this.first = first;
        this.runs = runs;
        this.model = model;
        this.replays = replays;
    }

    /** Run them all, and get them in the config's order. */
    List<Cell> run() {
        if (!chain.plan().request().wishes().everyCellByScript()) {
            ScriptedCells.of(planned).cells().forEach(cell -> done.put(cell, byScript(cell)));
            replayWhatTheScriptCannot();
        }
        List<Cell> cells = new ArrayList<>();
        for (PlannedCell cell : planned) {
            cells.add(done.containsKey(cell) ? done.get(cell) : other(cell));
        }
        return cells;
    }

    private Cell other(PlannedCell cell) {
        CellOptions asked = CellOptions.of(cell.alternatives());
        if (cell.stage().isEmpty()) {
            return Cell.notRun(cell.name(), cell.alternatives(), cell.notRun().orElse("not planned"));
        }
        if (unheld.containsKey(asked.precision())) {
            return Cell.notRun(cell.name(), cell.alternatives(), unheld.get(asked.precision()));
        }
        return chain.plan().request().wishes().everyCellByScript()
                ? byScript(cell)
                : replayed(cell).orElseGet(() -> byScript(cell));
    }

    /**
     * Some scripts set the number of threads with oneDNN only. Where that is seen, cells without oneDNN are replayed with the number
     * that they ask for, which is not the script's to set.
     */
    private void replayWhatTheScriptCannot() {
        for (Map.Entry<PlannedCell, Cell> entry : List.copyOf(done.entrySet())) {
            OptionalInt threads = new AskedSettings(entry.getKey().alternatives()).number(Setting.THREADS);
            if (threads.isPresent()
                    && leavesOneThread(entry.getValue(), threads.getAsInt())
                    && setsThreadsWithOneDnn(threads.getAsInt())) {
                replayed(entry.getKey()).ifPresent(cell -> done.put(entry.getKey(), cell));
            }
        }
    }

    private static boolean leavesOneThread(Cell cell, int asked) {
        return asked != 1
                && !cell.settings().isEmpty()
                && cell.settings().stream()
                        .map(PredictorSettings::new)
                        .allMatch(settings -> !settings.oneDnn()
                                && settings.threads().equals(OptionalInt.of(1))
                                && !settings.gpu());
    }

    private boolean setsThreadsWithOneDnn(int threads) {
        if (done.keySet().stream().noneMatch(cell -> asks(cell, threads))) {
            planned.stream()
                    .filter(cell -> cell.stage().isPresent() && asks(cell, threads))
                    .findFirst()
                    .ifPresent(cell -> done.put(cell, byScript(cell)));
        }
        return done.entrySet().stream()
                .filter(entry -> asks(entry.getKey(), threads))
                .anyMatch(entry -> !entry.getValue().settings().isEmpty()
                        && entry.getValue().settings().stream()
                                .map(PredictorSettings::new)
                                .allMatch(settings -> settings.oneDnn()
                                        && settings.threads().equals(OptionalInt.of(threads))));
    }

    private static boolean asks(PlannedCell cell, int threads) {
        AskedSettings asked = new AskedSettings(cell.alternatives());
        return asked.onCpu()
                && asked.isOn(Setting.ONE_DNN).orElse(false)
                && asked.number(Setting.THREADS).equals(OptionalInt.of(threads));
    }

    private Optional<Cell> replayed(PlannedCell cell) {
        CellOptions asked = CellOptions.of(cell.alternatives());
        CellOptions recorded = CellOptions.of(planned.stream()
                .filter(other -> other.stage()
                        .filter(run -> run.name().equals(first.name()))
                        .isPresent())
                .findFirst()
                .map(PlannedCell::alternatives)
                .orElse(Map.of()));
        Optional<List<List<TensorValue>>> batches = asked.batch().equals(recorded.batch())
                ? Optional.of(replays.inputs())
                : asked.batch().isPresent() && takesAnyBatch()
                        ? Batches.of(replays.inputs(), asked.batch().getAsInt())
                        : Optional.empty();
        if (asked.options().isEmpty() || batches.isEmpty()) {
            return Optional.empty();
        }
        Inference.Replay replay =
                replays.on(cell.name(), false, asked.options().get(), batches.get());
        return Optional.of(Cell.replayed(
                cell.name(),
                cell.alternatives(),
                asked.precision(),
                CellOptions.recorded(asked.options().get()),
                batches.get(),
                replay.outputs(),
                replay.error()));
    }

    private Cell byScript(PlannedCell cell) {
        PlannedStage stage = cell.stage().orElseThrow();
        if (stage.name().equals(first.name())) {
            return held(cell, first, runs);
        }
        try {
            StageRun run = chain.runner().run(stage, Infer.STAGE.watch());
            return held(cell, run, run.recording().predictorRuns());
        } catch (StageFailedException e) {
            String precision = CellOptions.of(cell.alternatives()).precision();
            return Cell.failed(cell.name(), cell.alternatives(), precision, e.failure());
        }
    }

    /** Get a cell that ran by script; one of a precision that did not run was not run. */
    private Cell held(PlannedCell cell, StageRun run, List<PredictorRun> all) {
        List<PredictorRun> ofModel = all.stream().filter(this::ranModel).toList();
        List<PredictorRun> seen = ofModel.isEmpty() ? all : ofModel;
        String asked = CellOptions.of(cell.alternatives()).precision();
        Cell ran = Cell.byScript(cell.name(), cell.alternatives(), asked, run, seen);
        Optional<String> reason = ran.settings().stream()
                .map(PredictorSettings::new)
                .flatMap(settings -> HeldPrecision.obstacle(asked, settings).stream())
                .findFirst();
        reason.ifPresent(why -> unheld.put(asked, why));
        return reason.isPresent() ? Cell.notRun(cell.name(), cell.alternatives(), reason.get()) : ran;
    }

    private boolean ranModel(PredictorRun run) {
        Path ran = Path.of(run.modelFile()).normalize();
        Path program = model.program().normalize();
        return ran.equals(program) || ran.equals(program.getParent());
    }

    private boolean takesAnyBatch() {
        return !model.inputs().isEmpty()
                && model.inputs().stream()
                        .allMatch(input ->
                                !input.shape().isEmpty() && input.shape().get(0) < 0);
    }
}
