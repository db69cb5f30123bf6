// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.TipcPlan;

/** Refuses a mode that a kind of chain does not have, which upstream's scripts would use for the names of logs. */
final class ModePlanner implements KindPlanner {

    private final List<String> modes;
    private final KindPlanner planner;

    /** Make a planner that leaves the planning in {@code modes} to {@code planner}. */
    ModePlanner(List<String> modes, KindPlanner planner) {
        this.modes = List.copyOf(modes);
        this.planner = planner;
    }

    /** Get the mode, where there is one only. */
    Optional<String> onlyMode() {
        return modes.size() == 1 ? Optional.of(modes.get(0)) : Optional.empty();
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        if (!modes.contains(input.mode())) {
            throw ConfigException.at(
                    input.request().configPath(),
                    1,
                    "a config of the kind " + input.kind().label() + " has no mode '" + input.mode() + "'",
                    "give the mode " + String.join(" or ", modes));
        }
        return planner.plan(input);
    }
}
