// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.judge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.change.Change;
import org.tipcjunit.merge.rule.Part;

/**
 * What a change adds to a suite.
 *
 * @param kinds what it is, such as {@code model} and {@code backbone}, or {@code config} alone; empty where it adds no such thing
 * @param parts the files that it adds and that are parts of the suite
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Addition(Set<String> kinds, List<AddedPart> parts) {

    public Addition {
        kinds = Set.copyOf(kinds);
        parts = List.copyOf(parts);
    }

    /** Tell what a change adds; {@code parts} are those of the suite, in their order. */
    public static Addition of(Change change, List<Part> parts) {
        List<AddedPart> added = new ArrayList<>();
        Set<String> kinds = new LinkedHashSet<>();
        for (String path : change.added(path -> true)) {
            Optional<Part> part =
                    parts.stream().filter(candidate -> candidate.has(path)).findFirst();
            part.ifPresent(found -> {
                added.add(new AddedPart(found.role(), path));
                kinds.add(found.role());
            });
        }
        return new Addition(kinds, added);
    }

    /** Get the parts of a role. */
    public List<AddedPart> of(String role) {
        return parts.stream().filter(part -> part.role().equals(role)).toList();
    }

    /** Get the parts of any of these roles. */
    public List<AddedPart> of(Set<String> roles) {
        return parts.stream().filter(part -> roles.contains(part.role())).toList();
    }
}
