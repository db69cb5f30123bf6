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
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.PredictorSettings;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.tensor.TensorValue;

/** Runs the cells of the inference matrix: by the script, or through JNI on what the script's main run recorded; used once. */
final class MatrixCells {

    private final StageContext chain;
    private final List<PlannedCell> planned;
    private final PlannedStage main;
    private final ExportedModel model;
    private final Map<PlannedCell, Cell> done = new LinkedHashMap<>();

    /** Why the CPU does not run a precision, as its first cell has shown. */
    private final Map<String, String> unheld = new LinkedHashMap<>();

    /**
     * Create it.
     *
     * @param chain the chain that infers
     * @param planned all cells
     * @param main the run of the script that all else is compared with, which the chain itself makes
     * @param model the exported model
     */
    MatrixCells(StageContext chain, List<PlannedCell> planned, PlannedStage main, ExportedModel model) {
        this.chain = chain;
        this.planned = planned;
        this.main = main;
        this.model = model;
    }

    /** Run the other cells that the script is to run: before the main one, whose drawings are to stay. */
    void runOthers() {
        boolean all = chain.plan().request().wishes().everyCellByScript();
        List<PlannedCell> chosen = ScriptedCells.of(planned).cells();
        for (PlannedCell cell : planned) {
            CellOptions asked = CellOptions.of(cell.alternatives());
            if (cell.stage().isPresent()
                    && !isMain(cell)
                    && !unheld.containsKey(asked.precision())
                    && (all || chosen.contains(cell) || asked.options().isEmpty())) {
                done.put(cell, byScript(cell));
            }
        }
    }

    /**
     * Run the rest.
     *
     * @param run the main run
     * @param runs the predictor runs that were recorded in it
     * @param replays runs the model on the recorded inputs
     * @return all cells, in the config's order
     */
    List<Cell> run(StageRun run, List<PredictorRun> runs, Replays replays) {
        planned.stream().filter(this::isMain).forEach(cell -> done.put(cell, held(cell, run, runs)));
        if (!chain.plan().request().wishes().everyCellByScript()) {
            replayWhatTheScriptCannot(replays);
        }
        List<Cell> cells = new ArrayList<>();
        for (PlannedCell cell : planned) {
            cells.add(done.containsKey(cell) ? done.get(cell) : other(cell, replays));
        }
        return cells;
    }

    private boolean isMain(PlannedCell cell) {
        return cell.stage().filter(stage -> stage.name().equals(main.name())).isPresent();
    }

    private Cell other(PlannedCell cell, Replays replays) {
        String precision = CellOptions.of(cell.alternatives()).precision();
        if (cell.stage().isEmpty()) {
            return Cell.notRun(cell.name(), cell.alternatives(), cell.notRun().orElse("not planned"));
        }
        if (unheld.containsKey(precision)) {
            return Cell.notRun(cell.name(), cell.alternatives(), unheld.get(precision));
        }
        Optional<Cell> replayed = replayed(cell, replays);
        if (replayed.isPresent()) {
            return replayed.get();
        }
        Cell ran = byScript(cell);
        boolean all = chain.plan().request().wishes().everyCellByScript();
        return all ? ran : replayedInstead(cell, ran, replays).orElse(ran);
    }

    /**
     * Some scripts set the number of threads with oneDNN only, and most switch oneDNN on where it is asked for and never off, as they
     * are older than Paddle 2.6, which uses it unasked. Where that is seen, or can be seen in no cell, cells without oneDNN are replayed
     * as they ask.
     */
    private void replayWhatTheScriptCannot(Replays replays) {
        for (Map.Entry<PlannedCell, Cell> entry : List.copyOf(done.entrySet())) {
            replayedInstead(entry.getKey(), entry.getValue(), replays)
                    .ifPresent(cell -> done.put(entry.getKey(), cell));
        }
    }

    /** Replay a cell that the script ran with other settings than asked for, where it is known to set no others. */
    private Optional<Cell> replayedInstead(PlannedCell planned, Cell ran, Replays replays) {
        AskedSettings asked = new AskedSettings(planned.alternatives());
        OptionalInt threads = asked.number(Setting.THREADS);
        boolean setsFewerThreads = threads.isPresent()
                && leavesOneThread(ran, threads.getAsInt())
                && setsThreadsWithOneDnn(threads.getAsInt());
        return setsFewerThreads || leavesOneDnnToPaddle(ran, asked)
                ? replayed(planned, replays).or(() -> replayedAsMade(planned, ran, replays))
                : Optional.empty();
    }

    /** Texts of several lengths make no batches of another size, and the script has made them. */
    private static Optional<Cell> replayedAsMade(PlannedCell planned, Cell ran, Replays replays) {
        OptionalInt batch = new AskedSettings(planned.alternatives()).number(Setting.BATCH);
        return hasBatchesOf(batch, ran.inputs())
                ? CellOptions.of(planned.alternatives())
                        .options()
                        .map(options -> replay(planned, replays, options, ran.inputs()))
                : Optional.empty();
    }

    private boolean leavesOneDnnToPaddle(Cell cell, AskedSettings asked) {
        return asked.onCpu()
                && asked.isOn(Setting.ONE_DNN).filter(on -> !on).isPresent()
                && !cell.settings().isEmpty()
                && cell.settings().stream()
                        .map(PredictorSettings::new)
                        .allMatch(settings -> settings.oneDnnByDefault()
                                && asked.differences(settings).stream()
                                        .allMatch(difference -> difference.setting() == Setting.ONE_DNN
                                                || (difference.setting() == Setting.THREADS
                                                        && leavesThreadsToPaddle(settings))))
                && hasBatchesOf(asked.number(Setting.BATCH), cell.inputs());
    }

    /** Whether the number of threads is Paddle's own, and no cell has oneDNN, with which the script may set it. */
    private boolean leavesThreadsToPaddle(PredictorSettings settings) {
        return settings.threads().equals(OptionalInt.of(1))
                && planned.stream()
                        .map(cell -> new AskedSettings(cell.alternatives()))
                        .noneMatch(cell -> cell.isOn(Setting.ONE_DNN).orElse(false));
    }

    /** A replay takes the batches that the script made, so that one that makes others than asked for is left to be seen. */
    private static boolean hasBatchesOf(OptionalInt asked, List<List<TensorValue>> runs) {
        if (asked.isEmpty()) {
            return true;
        }
        List<Long> rows = runs.stream()
                .flatMap(inputs -> inputs.stream().limit(1))
                .map(input -> input.shape().isEmpty() ? 0L : input.shape().get(0))
                .toList();
        return rows.stream().limit(Math.max(0, rows.size() - 1)).allMatch(count -> count == asked.getAsInt())
                && rows.stream().allMatch(count -> count <= asked.getAsInt());
    }

    private static boolean leavesOneThread(Cell cell, int asked) {
        return asked != 1
                && !cell.settings().isEmpty()
                && cell.settings().stream()
                        .map(PredictorSettings::new)
                        .allMatch(settings ->
                                !settings.oneDnn() && settings.threads().equals(OptionalInt.of(1)) && !settings.gpu());
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
                                .allMatch(settings ->
                                        settings.oneDnn() && settings.threads().equals(OptionalInt.of(threads))));
    }

    private static boolean asks(PlannedCell cell, int threads) {
        AskedSettings asked = new AskedSettings(cell.alternatives());
        return asked.onCpu()
                && asked.isOn(Setting.ONE_DNN).orElse(false)
                && asked.number(Setting.THREADS).equals(OptionalInt.of(threads));
    }

    private Optional<Cell> replayed(PlannedCell cell, Replays replays) {
        CellOptions asked = CellOptions.of(cell.alternatives());
        CellOptions recorded = CellOptions.of(planned.stream()
                .filter(this::isMain)
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
        return Optional.of(replay(cell, replays, asked.options().get(), batches.get()));
    }

    private static Cell replay(
            PlannedCell cell, Replays replays, PredictorOptions options, List<List<TensorValue>> batches) {
        Inference.Replay replay = replays.on(cell.name(), false, options, batches);
        return Cell.replayed(
                cell.name(),
                cell.alternatives(),
                CellOptions.of(cell.alternatives()).precision(),
                CellOptions.recorded(options),
                batches,
                replay.outputs(),
                replay.error());
    }

    private Cell byScript(PlannedCell cell) {
        try {
            StageRun run = chain.runner().run(cell.stage().orElseThrow(), Infer.STAGE.watch());
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
