// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import java.time.Duration;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.change.Change;
import org.tipcjunit.merge.source.Sources;
import org.tipcjunit.process.ProcessRunner;

/**
 * Runs the hooks of a suite on what a change touches.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@FunctionalInterface
public interface HookRunner {

    /** Run them. */
    HookReport run(Change change, Sources sources);

    /** Get a runner that runs none, and says so. */
    static HookRunner none() {
        return (change, sources) -> new HookPlan(change, sources)
                .report(hook -> HookRun.none(hook.tool().orElseThrow(), "", "it was not asked for"));
    }

    /** Get a runner of the tools that suites pin. */
    static HookRunner ofTools(ToolFinder finder, ProcessRunner runner) {
        return ofTools(finder, runner, Duration.ofMinutes(1));
    }

    /** Get such a runner that ends a tool after a time. */
    static HookRunner ofTools(ToolFinder finder, ProcessRunner runner, Duration limit) {
        return (change, sources) -> {
            HookPlan plan = new HookPlan(change, sources);
            return plan.report(hook -> new ToolRun(finder, runner, limit, plan).run(hook));
        };
    }
}
