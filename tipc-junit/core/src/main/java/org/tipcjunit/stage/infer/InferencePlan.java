// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.ChainPlan;

/**
 * The inference of the exported model, as it is to be run.
 *
 * @param cells every cell of the matrix, in the config's order
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record InferencePlan(List<PlannedCell> cells) {

    public InferencePlan {
        cells = List.copyOf(cells);
    }

    /** Get the cells of a chain; none where it has no inference. */
    public static List<PlannedCell> of(ChainPlan plan) {
        return plan.part(InferencePlan.class).map(InferencePlan::cells).orElse(List.of());
    }
}
