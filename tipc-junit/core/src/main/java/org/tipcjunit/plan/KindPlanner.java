// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

/** Plans one kind of chain. */
@FunctionalInterface
interface KindPlanner {

    /**
     * Plan the chain.
     *
     * @throws org.tipcjunit.config.ConfigException if the config cannot be planned at all
     */
    TipcPlan plan(PlanInput input);
}
