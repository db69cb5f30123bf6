// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import java.util.Map;
import org.tipcjunit.config.ConfigEntry;

/** Plans the export that PaddleDetection's configs of deployed models begin with, one for each kind of model that they list. */
final class DetectionExport {

    /** The line with the export of each kind of model. */
    private static final Map<String, Integer> EXPORTS =
            Map.of("norm", 7, "quant", 8, "fpgm", 9, "distill", 10, "kl_quant", 13);

    private final DeploymentSteps steps;

    DetectionExport(DeploymentSteps steps) {
        this.steps = steps;
    }

    /** Get the folder of the exported model. */
    String folder() {
        return steps.entry(5).value() + "/" + steps.entry(1).value();
    }

    /**
     * Plan the export for {@code kind} of the entry {@code kinds}.
     *
     * @param parameter one more argument of the export
     * @throws org.tipcjunit.config.ConfigException if there is no such kind, at which upstream's scripts stop half-way
     */
    void run(ConfigEntry kinds, String kind, CommandText parameter) {
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
        Integer line = EXPORTS.get(kind);
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
                        .value(steps.entry(line))
                        .argument(steps.entry(6))
                        .argument(steps.entry(3), steps.entry(1).value())
                        .uses(steps.entry(1))
                        .all(parameter)
                        .argument(steps.entry(5)),
                Details.none()
                        .withCell(DeploymentSteps.cell("model", kind))
                        .withLog(logs() + "/export.log")
                        .withInputs(DeploymentSteps.present(steps.entry(6).value()))
                        .withOutputs(List.of(folder())));
    }

    private String logs() {
        return steps.logs();
    }
}
