// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.Planning;
import org.tipcjunit.stage.StagePlanner;

/**
 * Plans chains: what all stages have in common first, and then each stage by itself.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ChainPlanner {

    private static final Set<ChainKind> KINDS =
            Set.of(ChainKind.TRAIN_INFER_PYTHON, ChainKind.INFER_PYTHON, ChainKind.PTQ_INFER_PYTHON);

    private ChainPlanner() {}

    /**
     * Plan the chain of one training of {@code plan}.
     *
     * <p>Commands are those of the plan. They run in a working copy of the repository, with the interpreter of the request in
     * place of the one that the config names.
     *
     * @throws ConfigException if the plan's kind of chain has no training and inference with Python, or it does not have the
     *     combination
     */
    public static ChainPlan plan(TipcPlan plan, Combination combination, ChainRequest request) {
        StagePlanner stages = new StagePlanner(request, request.model().configPath(), plan.mode());
        if (!KINDS.contains(plan.kind())) {
            throw stages.problem(
                    "asks for a chain of kind " + plan.kind().label() + ", which this version plans but does not run",
                    "certify the model's train_infer_python.txt");
        }
        if (plan.commands().stream().noneMatch(command -> command.combination().equals(combination))) {
            throw stages.problem(
                    "has no training '" + ChainPlan.nameOf(combination) + "' in the mode " + plan.mode(),
                    "choose one of: "
                            + String.join(
                                    "; ",
                                    ChainPlan.combinations(plan).stream()
                                            .map(ChainPlan::nameOf)
                                            .toList()));
        }
        Planning planning = new Planning(plan, combination, request);
        Stages.all().forEach(stage -> stage.plan(planning));
        return planning.done();
    }
}
