// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import java.util.List;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where a branch for a new model goes in a script that has branches for others: at the end of the file no shell could read it.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class AdditionPlace {

    private static final String CHOICE = "case ${model_name} in";

    private AdditionPlace() {}

    /**
     * Find the line that an addition goes before.
     *
     * @param text the file that it goes into
     * @param addition what is to be added
     * @return the line, from 1; empty where any place will do, or none is known
     */
    public static OptionalInt before(String text, String addition) {
        List<String> lines = text.lines().map(String::strip).toList();
        String head = addition.strip().lines().findFirst().orElse("");
        if (head.startsWith("elif ") && head.indexOf('"') > 0) {
            // Up to the name: so begin the branches of the other models.
            String like = head.substring(0, head.indexOf('"') + 1);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith(like)) {
                    return OptionalInt.of(i + 1);
                }
            }
        } else if (head.endsWith(")") && lines.contains(CHOICE)) {
            return OptionalInt.of(lines.indexOf(CHOICE) + 2);
        }
        return OptionalInt.empty();
    }
}
