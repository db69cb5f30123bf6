// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.Suite;
import org.tipcjunit.config.reading.Reading;

/**
 * Everything that a config asks for in a mode, as data.
 *
 * @param model the model's name; empty where the config gives none
 * @param reading the config that it was made from, as it is understood
 * @param commands the commands in upstream's order
 * @param deviations where they differ from what upstream's script runs
 * @param notRun what the config asks for and no command of the plan can do, with the reason
 * @param overrides what a setting of the user changed, such as {@code tipc.device}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TipcPlan(
        String model,
        Reading reading,
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

    /** Get the kind of chain. */
    public ChainKind kind() {
        return reading.kind();
    }

    /** Get the suite whose scripts compose commands like this. */
    public Suite suite() {
        return reading.suite();
    }

    /** Get the mode, as upstream's scripts take it. */
    public String mode() {
        return reading.mode();
    }
}
