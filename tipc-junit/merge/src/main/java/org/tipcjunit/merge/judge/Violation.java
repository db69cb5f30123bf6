// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A place where a rule is broken.
 *
 * @param path the file, or the file that is missing; empty for the whole change
 * @param line the line, from 1; empty where it is about the file
 * @param values what stands for the names in the rule's texts
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Violation(String path, OptionalInt line, Map<String, String> values) {

    public Violation {
        values = Map.copyOf(values);
    }

    /** Create a violation of a whole file. */
    public static Violation of(String path) {
        return new Violation(path, OptionalInt.empty(), Map.of());
    }

    /** Create a violation in a line. */
    public static Violation at(String path, int line) {
        return new Violation(path, line < 1 ? OptionalInt.empty() : OptionalInt.of(line), Map.of());
    }

    /** Get it with one more value for the texts. */
    public Violation with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Violation(path, line, more);
    }
}
