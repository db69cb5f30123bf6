// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Clause;

/**
 * Which tests of certification classes judge which clause of the guide.
 *
 * @param classes the classes, in the order in which they are named
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ClauseMap(List<Class<?>> classes) {

    public ClauseMap {
        classes = List.copyOf(classes);
    }

    /** Get a table in Markdown: one row for each requirement that one of the classes demands, by the clause's number. */
    public String markdown() {
        Map<Clause, String> labels =
                new TreeMap<>(Comparator.comparing(Clause::id).thenComparing(Comparator.naturalOrder()));
        Map<Clause, List<String>> tests = new HashMap<>();
        for (Class<?> type : classes) {
            for (DeclaredRequirement requirement : ModelDeclaration.requirements(type)) {
                if (!requirement.clause().isOfGuide()) {
                    continue;
                }
                labels.put(requirement.clause(), requirement.label());
                tests.computeIfAbsent(requirement.clause(), clause -> new ArrayList<>())
                        .add(type.getSimpleName() + "." + requirement.method().getName());
            }
        }
        return "| clause | what it demands | annotation | certified by |\n|---|---|---|---|\n"
                + labels.entrySet().stream()
                        .map(entry -> "| " + entry.getKey().id() + " | "
                                + entry.getKey().title() + " | `" + entry.getValue()
                                + "` | "
                                + tests.getOrDefault(entry.getKey(), List.of()).stream()
                                        .map(test -> "`" + test + "`")
                                        .collect(Collectors.joining(", "))
                                + " |\n")
                        .collect(Collectors.joining());
    }
}
