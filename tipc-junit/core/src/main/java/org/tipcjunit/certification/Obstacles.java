// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.finding.Finding;

/** What stood in the way of a certification, and what of it was reported. */
final class Obstacles {

    private final Map<String, String> noted = new ConcurrentHashMap<>();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** Remember what kept something from being judged. */
    void note(String name, String summary) {
        noted.putIfAbsent(name, summary);
    }

    /** Remember that a finding was reported that did not pass. */
    void report(Finding finding) {
        reported.add(finding.requirement());
        finding.stage().ifPresent(stage -> reported.add(stage.name()));
    }

    /** Rule certification out. */
    void fail(String what, @Nullable Throwable cause) {
        failures.add(what
                + (cause == null
                        ? ""
                        : ": "
                                + String.valueOf(cause.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    List<String> unreported() {
        List<String> unreported = new ArrayList<>();
        noted.forEach((name, summary) -> {
            if (!reported.contains(name)) {
                unreported.add("'" + name + "' failed: " + summary);
            }
        });
        return unreported;
    }
}
