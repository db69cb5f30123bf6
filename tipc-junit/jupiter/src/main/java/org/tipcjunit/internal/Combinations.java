// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tipcjunit.plan.Combination;
import org.tipcjunit.plan.TipcPlan;
import org.tipcjunit.stage.ChainPlan;

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
        ChainPlan.trainings(plan).forEach((combination, reason) -> {
            if (reason.isEmpty()) {
                runnable.putIfAbsent(ChosenCombination.suffix(combination), combination);
            }
        });
        if (!runnable.isEmpty()) {
            return List.copyOf(runnable.values());
        }
        return List.of(ChainPlan.trainings(plan).keySet().stream().findFirst().orElseGet(Combination::none));
    }
}
