// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.Step;

/** Plans the export that PaddleDetection's configs of deployed models begin with, one for each kind of model that they list. */
@API(status = Status.INTERNAL, since = "0.1")
public final class DetectionExport {

    /** The line with the export of each kind of model. */
    private static final Map<String, Line> EXPORTS = Map.of(
            "norm", Line.NORM_EXPORT,
            "quant", Line.QUANT_EXPORT,
            "fpgm", Line.FPGM_EXPORT,
            "distill", Line.DISTILL_EXPORT,
            "kl_quant", Line.KL_QUANT_EXPORT);

    private final DeploymentSteps steps;

    public DetectionExport(DeploymentSteps steps) {
        this.steps = steps;
    }

    /** Get the folder of the exported model. */
    public String folder() {
        return steps.line(Line.OUTPUT_DIR).value() + "/"
                + steps.line(Line.MODEL_NAME).value();
    }

    /**
     * Plan the export for {@code kind} of the entry {@code kinds}.
     *
     * @param parameter one more argument of the export
     * @throws org.tipcjunit.config.ConfigException if there is no such kind, at which upstream's scripts stop half-way
     */
    public void run(ConfigEntry kinds, String kind, CommandText parameter) {
        if (kind.equals("null")) {
            steps.deviate(
                    DeviationKind.MODEL_WITHOUT_EXPORT,
                    kinds,
                    "nothing is exported, so whatever lies in " + folder() + " would be taken; it has to come from this"
                            + " certification",
                    List.of(),
                    List.of());
            return;
        }
        Line line = EXPORTS.get(kind);
        if (line == null) {
            throw steps.input()
                    .entries()
                    .problem(
                            kinds,
                            "'" + kind + "' is no kind of model; upstream's script stops here",
                            "write one of norm, quant, fpgm, distill, kl_quant or null");
        }
        steps.run(
                Step.EXPORT,
                steps.python()
                        .value(steps.line(line))
                        .argument(steps.line(Line.WEIGHTS))
                        .argument(
                                steps.line(Line.FILENAME),
                                steps.line(Line.MODEL_NAME).value())
                        .uses(steps.line(Line.MODEL_NAME))
                        .all(parameter)
                        .argument(steps.line(Line.OUTPUT_DIR)),
                Details.none()
                        .withCell(DeploymentSteps.cell("model", kind))
                        .withLog(logs() + "/export.log")
                        .withInputs(
                                DeploymentSteps.present(steps.line(Line.WEIGHTS).value()))
                        .withOutputs(List.of(folder())));
    }

    private String logs() {
        return steps.logs();
    }
}
