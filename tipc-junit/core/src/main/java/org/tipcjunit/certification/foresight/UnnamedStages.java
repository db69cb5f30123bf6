// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.infer.InferencePlan;
import org.tipcjunit.stage.train.Train;

/**
 * Stages that demands need and the config has no command for, so that a training would show nothing of these demands.
 *
 * @param plan the chain
 * @param demands what is demanded
 */
@API(status = Status.INTERNAL, since = "0.1")
public record UnnamedStages(ChainPlan plan, Collection<Demand<?>> demands) {

    public UnnamedStages {
        demands = List.copyOf(demands);
    }

    /** Get one problem for each; none where nothing is trained, as such modes have no use for the others. */
    public List<Problem> problems() {
        if (Train.STAGE.in(plan).isEmpty()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        needing(Evaluate.STAGE, Step.EVAL)
                .ifPresent(labels -> problems.add(problem(
                        "the config names no evaluation, so that " + labels
                                + " cannot be judged, however long the training takes",
                        "eval")));
        needing(Export.STAGE, Step.EXPORT)
                .ifPresent(labels -> problems.add(problem(
                        "the config names no export, so that " + labels
                                + " cannot be judged, however long the training takes",
                        "norm_export")));
        needing(Infer.STAGE, Step.INFER)
                .filter(labels -> InferencePlan.of(plan).isEmpty())
                .ifPresent(labels -> problems.add(problem(
                        "the config names no inference, so that " + labels
                                + " cannot be judged, however long the training takes",
                        "inference")));
        return problems;
    }

    private static Problem problem(String what, String line) {
        return new Problem(
                Place.nowhere(),
                what,
                "write the command into its line " + line
                        + "; 'tipc init' names a script that may be meant, where the repository has one");
    }

    /** Get what is demanded of a stage that the config has no command for, not even one that this machine cannot run. */
    private Optional<String> needing(Stage<?> stage, Step step) {
        String labels = demands.stream()
                .filter(demand -> demand.judge().owns().contains(stage))
                .map(Demand::label)
                .distinct()
                .collect(Collectors.joining(", "));
        boolean named = stage.in(plan).isPresent()
                || plan.notRun().stream().anyMatch(reason -> reason.startsWith(step.label() + ": "));
        return labels.isEmpty() || named ? Optional.empty() : Optional.of(labels);
    }
}
