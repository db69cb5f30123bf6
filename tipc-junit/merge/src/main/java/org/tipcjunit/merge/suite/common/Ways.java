// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Ways from one file to another, as configs and documents write them.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Ways {

    private Ways() {}

    /** Get the way from a file to another, as a document writes it. */
    public static String between(String file, String other) {
        List<String> here = List.of(file.split("/", -1));
        List<String> there = List.of(other.split("/", -1));
        int shared = 0;
        while (shared < Math.min(here.size(), there.size()) - 1
                && here.get(shared).equals(there.get(shared))) {
            shared++;
        }
        int up = here.size() - 1 - shared;
        return (up == 0 ? "./" : "../".repeat(up)) + String.join("/", there.subList(shared, there.size()));
    }

    /** Get the path that a relative way leads to; empty for the root, and for a place outside of the repository. */
    public static String from(String file, String way) {
        Deque<String> path = new ArrayDeque<>(List.of(file.split("/", -1)));
        path.removeLast();
        String plain = way.replaceAll("[#?].*", "").replace("%20", " ");
        for (String part : plain.split("/", -1)) {
            if (part.equals("..")) {
                if (path.pollLast() == null) {
                    return "";
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                path.addLast(part);
            }
        }
        return String.join("/", path);
    }
}
