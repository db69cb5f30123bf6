// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.rule.Words;

/**
 * What the hooks of a suite say of a change.
 *
 * @param runs what became of each tool that the suite has a hook of
 * @param said which hooks ran, which are judged by this library, and which did not run and why
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record HookReport(List<HookRun> runs, List<Words> said) {

    public HookReport {
        runs = List.copyOf(runs);
        said = List.copyOf(said);
    }

    /** Get what became of these tools. */
    public List<HookRun> of(Set<HookTool> tools) {
        return runs.stream().filter(run -> tools.contains(run.tool())).toList();
    }
}
