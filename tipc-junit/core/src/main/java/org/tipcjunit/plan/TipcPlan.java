// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Everything that a config asks for in a mode, as data.
 *
 * @param model the model's name; empty where the config gives none
 * @param kind the kind of chain
 * @param suite the suite whose scripts compose commands like this
 * @param mode the mode, as upstream's scripts take it
 * @param commands the commands in upstream's order
 * @param deviations where they differ from what upstream's script runs
 * @param notRun what the config asks for and no command of the plan can do, with the reason
 * @param overrides what a setting of the user changed, such as {@code tipc.device}
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record TipcPlan(
        String model,
        ChainKind kind,
        Suite suite,
        String mode,
        List<PlannedCommand> commands,
        List<Deviation> deviations,
        List<NotRun> notRun,
        List<Change> overrides) {

    public TipcPlan {
        commands = List.copyOf(commands);
        deviations = List.copyOf(deviations);
        notRun = List.copyOf(notRun);
        overrides = List.copyOf(overrides);
    }
}
