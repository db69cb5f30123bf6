// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import org.tipcjunit.plan.model.TipcPlan;

/**
 * A plan and the config that it was made from.
 *
 * @param config the config's path, relative to the repository that the user named
 * @param plan the plan
 */
record PlannedConfig(String config, TipcPlan plan) {}
