// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.tensor.TensorValue;

/**
 * Runs the cells of the inference matrix: by the script that has run already, through JNI on what it recorded, or in runs of
 * their own.
 *
 * @param chain the chain that infers
 * @param planned all cells
 * @param first the run of the script
 * @param runs the predictor runs that were recorded in it
 * @param model the exported model
 * @param replays runs the model on the recorded inputs
 */
record MatrixCells(
        StageContext chain,
        List<PlannedCell> planned,
        StageRun first,
        List<PredictorRun> runs,
        ExportedModel model,
        Replays replays) {

    Inference.Cell run(PlannedCell cell) {
        if (cell.stage().isEmpty()) {
            return Inference.Cell.notRun(
                    cell.name(), cell.alternatives(), cell.notRun().orElse("not planned"));
        }
        PlannedStage stage = cell.stage().get();
        CellOptions asked = CellOptions.of(cell.alternatives());
        if (stage.name().equals(first.name())) {
            return Inference.Cell.byScript(cell.name(), cell.alternatives(), asked.precision(), first, runs);
        }
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
        if (asked.options().isPresent()
                && batches.isPresent()
                && !chain.plan().request().wishes().everyCellByScript()) {
            Inference.Replay replay =
                    replays.on(cell.name(), false, asked.options().get(), batches.get());
            return Inference.Cell.replayed(
                    cell.name(),
                    cell.alternatives(),
                    asked.precision(),
                    batches.get(),
                    replay.outputs(),
                    replay.error());
        }
        try {
            StageRun run = chain.runner().run(stage, Infer.STAGE.watch());
            return Inference.Cell.byScript(
                    cell.name(),
                    cell.alternatives(),
                    asked.precision(),
                    run,
                    run.recording().predictorRuns());
        } catch (StageFailedException e) {
            return Inference.Cell.failed(cell.name(), cell.alternatives(), asked.precision(), e.failure());
        }
    }

    private boolean takesAnyBatch() {
        return !model.inputs().isEmpty()
                && model.inputs().stream()
                        .allMatch(input ->
                                !input.shape().isEmpty() && input.shape().get(0) < 0);
    }
}
