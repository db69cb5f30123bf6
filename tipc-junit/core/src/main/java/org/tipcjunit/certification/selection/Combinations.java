// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.stage.ChainPlan;

/**
 * Tells the trainings of a plan apart: those that this machine can run, and those that it cannot.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Combinations {

    private Combinations() {}

    /**
     * Get the trainings that can run, those of one trainer and precision once, in the order of the plan.
     *
     * <p>When none can, the first one is given, whose certification says why.
     */
    public static List<Combination> runnable(TipcPlan plan) {
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
