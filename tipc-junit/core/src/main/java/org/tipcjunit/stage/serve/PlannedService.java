// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.PlannedStage;

/**
 * One service that a serving config asks for, as it is to be run.
 *
 * @param alternatives what it stands for, such as {@code device=cpu} and {@code threads=6}
 * @param serve the repository's own command that starts it; empty when this machine cannot run it
 * @param clients the repository's own client scripts, in the config's order
 * @param notRun why this machine cannot run it; empty when it can
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlannedService(
        Map<String, String> alternatives,
        Optional<PlannedStage> serve,
        List<PlannedStage> clients,
        Optional<String> notRun) {

    public PlannedService {
        alternatives = Collections.unmodifiableMap(new LinkedHashMap<>(alternatives));
        clients = List.copyOf(clients);
    }

    /** Get a name such as {@code device=cpu, mkldnn=False, threads=1}. */
    public String name() {
        return alternatives.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
