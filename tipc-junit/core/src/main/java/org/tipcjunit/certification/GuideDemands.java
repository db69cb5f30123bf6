// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.NoParameters;
import org.tipcjunit.requirement.consistency.ConsistencyJudge;
import org.tipcjunit.requirement.documentation.ReadmeJudge;
import org.tipcjunit.requirement.export.ExportJudge;
import org.tipcjunit.requirement.serving.DeploymentDocumentJudge;
import org.tipcjunit.requirement.serving.ServingJudge;
import org.tipcjunit.requirement.training.LossConvergenceJudge;
import org.tipcjunit.requirement.training.MetricJudge;

/**
 * What the guide demands of every model, with nothing declared in code; each demand under the name of what it looks at.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class GuideDemands {

    private GuideDemands() {}

    /** Get the demands on a base chain (section 4.1.3). */
    public static Map<String, Demand<?>> ofBaseChain() {
        Map<String, Demand<?>> demands = new LinkedHashMap<>();
        demands.put(
                "training",
                Demand.of(new LossConvergenceJudge(), LossConvergenceJudge.Demanded.defaults(), "@LossConverges"));
        demands.put("evaluation", Demand.of(new MetricJudge(), MetricJudge.Demanded.defaults(), "@MetricReaches"));
        demands.put("export", Demand.of(new ExportJudge(), new NoParameters(), "@ExportsInferenceModel"));
        demands.put(
                "inference",
                Demand.of(new ConsistencyJudge(), ConsistencyJudge.Demanded.defaults(), "@InferenceMatchesPrediction"));
        demands.put("documentation", Demand.of(new ReadmeJudge(), ReadmeJudge.Demanded.defaults(), "@ReadmeDocuments"));
        return demands;
    }

    /** Get the demands on a base chain and on the service of its model (section 4.2.3). */
    public static Map<String, Demand<?>> ofService() {
        Map<String, Demand<?>> demands = new LinkedHashMap<>(ofBaseChain());
        demands.put(
                "serving", Demand.of(new ServingJudge(), ServingJudge.Demanded.defaults(), "@ServingMatchesInference"));
        demands.put(
                "deployment",
                Demand.of(
                        new DeploymentDocumentJudge(),
                        DeploymentDocumentJudge.Demanded.defaults(),
                        "@DeploymentDocumented"));
        return demands;
    }
}
