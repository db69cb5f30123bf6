// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One place where a plan does what a config asks and upstream's script does not.
 *
 * @param kind which deviation it is
 * @param detail what differs here, naming file and line of the config
 * @param planned the commands of the plan that upstream's script does not run so; may be empty
 * @param upstream what upstream's script runs in their place; empty where it runs nothing
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Deviation(
        DeviationKind kind, String detail, List<PlannedCommand> planned, List<PlannedCommand> upstream) {

    public Deviation {
        planned = List.copyOf(planned);
        upstream = List.copyOf(upstream);
    }
}
