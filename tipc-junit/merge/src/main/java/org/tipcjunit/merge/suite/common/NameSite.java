// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.source.Definitions;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.source.YamlValue;

/**
 * A place of configs where a name of the code stands.
 *
 * @param way the way to it, as a whole; with a group {@code name} the name is a part of the way, else it is the value
 * @param others names that may stand there though no code of the suite defines them, such as those of Paddle's
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record NameSite(Pattern way, Set<String> others) {

    /** Builders of several suites take a text for nothing. */
    private static final Set<String> NOTHING = Set.of("", "None", "null", "~");

    public NameSite {
        others = Set.copyOf(others);
    }

    /**
     * A name that a config states.
     *
     * @param name the name
     * @param line its line
     * @param parameters what it is called with, by name, with their lines
     */
    public record Named(String name, int line, Map<String, Integer> parameters) {}

    /** Create a site whose names are values, such as {@code model(\\.backbone)?\\.type}. */
    public static NameSite of(String way) {
        return of(way, Set.of());
    }

    /** Create a site where names of others may stand too. */
    public static NameSite of(String way, Set<String> others) {
        return new NameSite(Pattern.compile(way), others);
    }

    /** Whether a name may stand here. */
    public boolean knows(String name, Definitions definitions) {
        return definitions.has(name) || others.contains(name);
    }

    /** Find the names of a config. */
    public List<Named> in(YamlFile file) {
        Map<String, Named> found = new LinkedHashMap<>();
        boolean inWay = way.pattern().contains("(?<name>");
        NavigableMap<String, YamlValue> sorted = new TreeMap<>();
        file.entries().forEach((key, value) -> {
            Matcher matcher = way.matcher(key);
            boolean isNamed = inWay
                    ? matcher.lookingAt() && !found.containsKey(matcher.group())
                    : matcher.matches() && !NOTHING.contains(value.text());
            if (isNamed && sorted.isEmpty()) {
                sorted.putAll(file.entries());
            }
            if (isNamed && inWay) {
                found.put(
                        matcher.group(),
                        new Named(matcher.group("name"), value.line(), below(sorted, matcher.group())));
            } else if (isNamed) {
                Map<String, Integer> parameters = below(sorted, key.substring(0, Math.max(0, key.lastIndexOf('.'))));
                parameters.remove(key.substring(key.lastIndexOf('.') + 1));
                found.put(key, new Named(value.text(), value.line(), parameters));
            }
        });
        return new ArrayList<>(found.values());
    }

    private static Map<String, Integer> below(NavigableMap<String, YamlValue> sorted, String parent) {
        Map<String, Integer> names = new LinkedHashMap<>();
        String prefix = parent.isEmpty() ? "" : parent + ".";
        // What begins like this stands together.
        for (Map.Entry<String, YamlValue> entry : sorted.tailMap(prefix, true).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            String rest = entry.getKey().substring(prefix.length());
            String name = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
            names.merge(name, entry.getValue().line(), Math::min);
        }
        return names;
    }
}
