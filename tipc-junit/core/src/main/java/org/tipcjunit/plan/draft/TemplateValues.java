// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.draft;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;

/**
 * What the gaps of a {@link Template} are filled with.
 *
 * @param entries the config's entries
 * @param mode the mode
 * @param plainValuesCount whether a single value counts for every mode; upstream's scripts drop it
 * @param variables the variables by name
 * @param origins the lines of the config that variables come from, by name
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TemplateValues(
        ConfigEntries entries,
        String mode,
        boolean plainValuesCount,
        Map<String, String> variables,
        Map<String, List<Integer>> origins) {

    /** Get the value of {@code entry} for the mode; an empty text when there is none. */
    String forMode(ConfigEntry entry) {
        return plainValuesCount && entry.isPlain() ? entry.value() : entry.valueIn(mode);
    }

    /** Get a variable, and note where it comes from. */
    String variable(String name, CommandText uses) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no such variable: " + name);
        }
        origins.getOrDefault(name, List.of()).forEach(uses::usesLine);
        return value;
    }
}
