// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.plan.Combination;
import org.tipcjunit.plan.PlannedCommand;
import org.tipcjunit.plan.Step;
import org.tipcjunit.plan.TipcPlan;

/** Tells the trainings of a plan apart: those that this machine can run, and those that it cannot. */
final class Combinations {

    private Combinations() {}

    /**
     * Get the trainings that can run, those of one trainer and precision once, in the order of the plan.
     *
     * <p>When none can, the first one is given, whose certification says why.
     */
    static List<Combination> runnable(TipcPlan plan) {
        Map<String, Combination> runnable = new LinkedHashMap<>();
        trainings(plan).forEach((combination, reason) -> {
            if (reason.isEmpty()) {
                runnable.putIfAbsent(ChosenCombination.suffix(combination), combination);
            }
        });
        if (!runnable.isEmpty()) {
            return List.copyOf(runnable.values());
        }
        return List.of(trainings(plan).keySet().stream().findFirst().orElseGet(Combination::none));
    }

    /** Get every training with the reason why it cannot run, which is empty where it can. */
    static Map<Combination, Optional<String>> trainings(TipcPlan plan) {
        Map<Combination, Optional<String>> trainings = new LinkedHashMap<>();
        for (PlannedCommand command : plan.commands()) {
            if (command.step() == Step.TRAIN) {
                trainings.putIfAbsent(command.combination(), command.notRun());
            }
        }
        return trainings;
    }
}
