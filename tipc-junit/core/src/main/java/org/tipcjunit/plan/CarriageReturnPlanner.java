// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.TipcPlan;

/**
 * Plans a config whose lines end in a carriage return as if they did not, and notes what upstream's script makes of them.
 */
final class CarriageReturnPlanner implements KindPlanner {

    private final KindPlanner planner;

    /** Make a planner that leaves the planning to {@code planner}. */
    CarriageReturnPlanner(KindPlanner planner) {
        this.planner = planner;
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        TipcPlan plan = planner.plan(input);
        if (!input.hasCarriageReturns()) {
            return plan;
        }
        List<Deviation> deviations = new ArrayList<>(plan.deviations());
        deviations.add(new Deviation(
                DeviationKind.CARRIAGE_RETURNS,
                input.request().configPath() + ":1: lines end in a carriage return",
                plan.commands(),
                asWritten(input)));
        return new TipcPlan(plan.model(), plan.reading(), plan.commands(), deviations, plan.notRun(), plan.overrides());
    }

    private List<PlannedCommand> asWritten(PlanInput input) {
        try {
            return planner.plan(input.with(input.asWritten(), input.asWritten(), input.overrides()))
                    .commands();
        } catch (ConfigException e) {
            return List.of();
        }
    }
}
