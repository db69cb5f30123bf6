// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.draft;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans one kind of chain. */
@FunctionalInterface
@API(status = Status.INTERNAL, since = "0.1")
public interface KindPlanner {

    /**
     * Plan the chain.
     *
     * @throws org.tipcjunit.config.ConfigException if the config cannot be planned at all
     */
    TipcPlan plan(PlanInput input);
}
