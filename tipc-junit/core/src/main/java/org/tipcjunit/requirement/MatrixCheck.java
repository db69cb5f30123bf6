// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.chain.Inference;
import org.tipcjunit.chain.Inference.Cell;
import org.tipcjunit.chain.Inference.Way;
import org.tipcjunit.chain.Prediction;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.requirement.Evidence.TableEvidence;

/**
 * What the cells of the inference matrix say, each within its own tolerance.
 *
 * @param faults what is wrong
 * @param unjudged what ran and could not be compared
 * @param rows a row for every cell
 * @param run how many cells ran
 */
record MatrixCheck(List<Fault> faults, List<Fault> unjudged, List<List<String>> rows, int run) {

    MatrixCheck {
        faults = List.copyOf(faults);
        unjudged = List.copyOf(unjudged);
        rows = rows.stream().map(List::copyOf).toList();
    }

    static MatrixCheck of(Prediction prediction, Inference inference, Outputs meaning) {
        Samples reference = Samples.of(
                prediction.calls().stream().map(LayerCall::inputs).toList(),
                prediction.calls().stream().map(LayerCall::outputs).toList());
        List<Fault> faults = new ArrayList<>();
        List<Fault> unjudged = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        int run = 0;
        for (Cell cell : inference.cells()) {
            if (cell.way() == Way.NOT_RUN) {
                rows.add(List.of(cell.name(), "NOT_RUN", "-", "-", "-", "-", cell.obstacle()));
                continue;
            }
            run++;
            CellReport.contradiction(cell).ifPresent(faults::add);
            rows.add(compare(cell, reference, meaning, faults, unjudged));
        }
        return new MatrixCheck(faults, unjudged, rows, run);
    }

    private static List<String> compare(
            Cell cell, Samples reference, Outputs meaning, List<Fault> faults, List<Fault> unjudged) {
        String way = cell.way() == Way.SCRIPT ? "script" : "replay";
        Tolerance tolerance = Tolerance.ofPrecision(cell.precision()).of(meaning);
        if (!cell.obstacle().isEmpty()) {
            faults.add(new Fault(
                    "the cell " + cell.name() + " could not run (" + way + ")",
                    cell.name() + ": " + cell.obstacle(),
                    "read the error; if the model cannot be inferred so, take the cell out of the config"));
            return List.of(cell.name(), way, tolerance.words(), "-", "-", "-", cell.obstacle());
        }
        Samples samples = Samples.of(cell.inputs(), cell.outputs());
        if (samples.size() != reference.size()) {
            unjudged.add(new Fault(
                    "the cell " + cell.name() + " ran other inputs than the prediction",
                    cell.name() + ": " + samples.size() + " samples, and " + reference.size() + " in the prediction",
                    "let the script run the same images in every cell, without extra warm-up runs"));
            return List.of(cell.name(), way, tolerance.words(), "-", "-", "-", "cannot be judged: other inputs");
        }
        TensorDifference inputs = TensorDifference.none();
        TensorDifference outputs = TensorDifference.none();
        for (int i = 0; i < samples.size(); i++) {
            inputs = inputs.and(TensorDifference.between(
                    TensorOrder.aligned(
                            samples.inputs().get(i), reference.inputs().get(i)),
                    reference.inputs().get(i),
                    Tolerance.ofOptimisedBackends()));
            outputs = outputs.and(TensorDifference.between(
                    samples.outputs().get(i), reference.outputs().get(i), tolerance));
        }
        if (!inputs.within()) {
            unjudged.add(new Fault(
                    "the cell " + cell.name() + " ran other inputs than the prediction",
                    cell.name() + ": inputs differ: " + inputs.describe(),
                    "prepare images alike in every cell"));
            return List.of(cell.name(), way, tolerance.words(), "-", "-", "-", "cannot be judged: other inputs");
        }
        boolean holds = outputs.within() && outputs.changedDecisions() == 0;
        if (!holds) {
            faults.add(new Fault(
                    "the outputs of the cell " + cell.name() + " differ from the prediction's",
                    cell.name() + " (" + way + "), demanded " + tolerance.words() + ": " + outputs.describe(),
                    "the plain backend shows whether the export or the cell's backend is at fault; for the latter, take"
                            + " the cell out of the config and report it to Paddle"));
        }
        return List.of(
                cell.name(),
                way,
                tolerance.words(),
                Quantity.of(outputs.maxAbs()),
                Quantity.of(outputs.maxRel()),
                outputs.changedDecisions() + " of " + outputs.decisionRows(),
                holds ? "agrees" : "differs");
    }

    /** Get the table of all cells; nothing where there is no matrix. */
    List<TableEvidence> evidence() {
        return rows.isEmpty()
                ? List.of()
                : List.of(new TableEvidence(
                        "inference matrix",
                        List.of("cell", "how it ran", "tolerance", "max abs", "max rel", "decisions changed", "result"),
                        rows));
    }

    List<Figure> figures() {
        return rows.isEmpty()
                ? List.of()
                : List.of(Figure.share("cells of the inference matrix that ran", run, rows.size(), ""));
    }

    /** Get the end of a sentence about cells; empty where there is no matrix. */
    String summary() {
        return rows.isEmpty()
                ? ""
                : "; " + run + " of " + Quantity.count(rows.size(), "cell") + " of the inference matrix ran and agree";
    }
}
