// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.PlannedStage;

/**
 * One cell of the inference matrix as it is to be run.
 *
 * @param alternatives what it stands for, such as {@code device=cpu} and {@code threads=6}, in the order of upstream's logs
 * @param stage the repository's own command for it; empty when this machine cannot run it
 * @param notRun why this machine cannot run it; empty when it can
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlannedCell(Map<String, String> alternatives, Optional<PlannedStage> stage, Optional<String> notRun) {

    public PlannedCell {
        alternatives = Collections.unmodifiableMap(new LinkedHashMap<>(alternatives));
    }

    /** Get a name such as {@code device=cpu, threads=6}. */
    public String name() {
        return alternatives.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
