// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Cell;
import org.tipcjunit.artifact.Inference.Way;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.requirement.tensors.Filling;
import org.tipcjunit.requirement.tensors.Samples;
import org.tipcjunit.requirement.tensors.TensorDifference;
import org.tipcjunit.requirement.tensors.TensorOrder;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.tensor.TensorValue;

/**
 * What the cells of the inference matrix say, each within its own tolerance.
 *
 * @param part what was found, with a table of all cells
 * @param summary the end of a sentence about cells; empty where there is no matrix
 */
record MatrixCheck(Part part, String summary) {

    private static final List<String> HEADER =
            List.of("cell", "how it ran", "tolerance", "max abs", "max rel", "decisions changed", "result");

    static MatrixCheck of(Prediction prediction, Inference inference, Tolerance ofBackends) {
        Samples reference = Samples.of(
                prediction.calls().stream().map(LayerCall::inputs).toList(),
                prediction.calls().stream().map(LayerCall::outputs).toList());
        List<Fault> faults = new ArrayList<>();
        List<Fault> unjudged = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        CellSettings settings = CellSettings.of(inference.cells(), new CellBatches(prediction.samples(), reference));
        int run = 0;
        for (Cell cell : inference.cells()) {
            if (cell.way() == Way.NOT_RUN) {
                rows.add(List.of(cell.name(), "NOT_RUN", "-", "-", "-", "-", cell.obstacle()));
                continue;
            }
            run++;
            CellReport.contradiction(cell).ifPresent(faults::add);
            List<String> row = new ArrayList<>(compare(cell, reference, ofBackends, faults, unjudged));
            if (settings.unlike().containsKey(cell.name())) {
                row.set(row.size() - 1, "not as asked for: " + settings.unlike().get(cell.name()));
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            return new MatrixCheck(Part.none(), "");
        }
        if (run == 0) {
            unjudged.add(new Fault(
                    "no cell of the inference matrix ran as its row says",
                    "0 of " + Quantity.count(rows.size(), "cell"),
                    "name a cell that this machine can run, such as one of full precision on the CPU"));
        }
        return new MatrixCheck(
                Part.faulty(settings.part().faults())
                        .plus(new Part(
                                faults,
                                unjudged,
                                List.of(Figure.share("cells of the inference matrix that ran", run, rows.size(), "")),
                                List.of(new TableEvidence("inference matrix", HEADER, rows))))
                        .plus(settings.part().withoutFaults()),
                "; " + run + " of " + Quantity.count(rows.size(), "cell") + " of the inference matrix ran and agree");
    }

    private static List<String> compare(
            Cell cell, Samples reference, Tolerance ofBackends, List<Fault> faults, List<Fault> unjudged) {
        String way = cell.way() == Way.SCRIPT ? "script" : "replay";
        Tolerance tolerance =
                Tolerance.ofPrecision(cell.precision()).of(ofBackends.outputs()).of(ofBackends.rounding());
        if (!cell.obstacle().isEmpty()) {
            faults.add(new Fault(
                    "the cell " + cell.name() + " could not run (" + way + ")",
                    cell.name() + ": " + cell.obstacle()
                            + cell.stage().map(StageRun::quotedEnd).orElse(""),
                    "read the error; if the model cannot be inferred so, take the cell out of the config"));
            return List.of(cell.name(), way, tolerance.words(), "-", "-", "-", cell.obstacle());
        }
        Samples all = Samples.of(cell.inputs(), cell.outputs());
        Samples samples = all.like(reference.inputs()).orElse(all);
        if (samples.size() != reference.size()) {
            unjudged.add(new Fault(
                    "the cell " + cell.name() + " ran other inputs than the prediction",
                    cell.name() + ": " + samples.size() + " samples, and " + reference.size() + " in the prediction",
                    "let the script run the same images in every cell, without extra warm-up runs"));
            return List.of(cell.name(), way, tolerance.words(), "-", "-", "-", "cannot be judged: other inputs");
        }
        TensorDifference inputs = TensorDifference.none();
        TensorDifference outputs = TensorDifference.none();
        boolean filled = false;
        for (int i = 0; i < samples.size(); i++) {
            List<TensorValue> wanted = reference.inputs().get(i);
            List<TensorValue> given = TensorOrder.aligned(samples.inputs().get(i), wanted);
            if (Filling.differsOnly(given, wanted)) {
                filled = true;
            } else {
                inputs = inputs.and(TensorDifference.between(given, wanted, Tolerance.ofOptimisedBackends()));
            }
            List<TensorValue> said = reference.outputs().get(i);
            outputs = outputs.and(TensorDifference.between(
                    Filling.fitted(samples.outputs().get(i), given, said, wanted), said, tolerance));
        }
        if (!inputs.within()) {
            unjudged.add(new Fault(
                    "the cell " + cell.name() + " ran other inputs than the prediction",
                    cell.name() + ": inputs differ: " + inputs.describe(),
                    "prepare images alike in every cell"));
            return List.of(cell.name(), way, tolerance.words(), "-", "-", "-", "cannot be judged: other inputs");
        }
        boolean holds = outputs.within() && outputs.changedDecisions() == 0;
        if (!holds && filled) {
            unjudged.add(
                    new Fault(
                            "the outputs of the cell " + cell.name() + " depend on what fills a batch up",
                            cell.name() + " (" + way + "), demanded " + tolerance.words() + ": " + outputs.describe(),
                            "let the network leave out what fills a batch up, by lengths or a mask, or run one batch size only"));
        } else if (!holds) {
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
}
