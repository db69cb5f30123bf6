// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Configs put together with what they build on, as {@code _BASE_} and {@code _base_} say.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class EffectiveYaml {

    private static final Pattern BASE = Pattern.compile("(?i)_base_(\\.\\d+)?");
    private static final Pattern ITEM = Pattern.compile("\\.\\d+(?=\\.|$)");

    private EffectiveYaml() {}

    /**
     * Put a config together: what it says itself counts before what it builds on, and its lists replace those of that; what it takes of others has no line.
     *
     * @param sources the files
     * @param path the config
     * @param way gets the path that a config leads to, of its own and what it says
     */
    public static Optional<YamlFile> of(Sources sources, String path, BinaryOperator<String> way) {
        return sources.yaml(path).filter(file -> file.problem().isEmpty()).map(file -> {
            Map<String, YamlValue> entries = new LinkedHashMap<>();
            add(sources, file, way, entries, new HashSet<>());
            return new YamlFile(path, Optional.empty(), entries, Map.of());
        });
    }

    private static void add(
            Sources sources,
            YamlFile file,
            BinaryOperator<String> way,
            Map<String, YamlValue> entries,
            Set<String> seen) {
        if (!seen.add(file.path())) {
            return;
        }
        Set<String> lists = new HashSet<>();
        entries.keySet().forEach(key -> lists.addAll(lists(key)));
        List<String> bases = new ArrayList<>();
        file.entries().forEach((key, value) -> {
            if (BASE.matcher(key).matches()) {
                bases.add(way.apply(file.path(), value.text()));
            } else if (lists(key).stream().noneMatch(lists::contains)) {
                boolean isOwn = seen.size() == 1;
                entries.putIfAbsent(key, isOwn ? value : new YamlValue(value.text(), value.tag(), 0));
            }
        });
        bases.forEach(base -> sources.yaml(base).ifPresent(other -> add(sources, other, way, entries, seen)));
    }

    /** Get the ways of the lists that a way leads through. */
    private static List<String> lists(String key) {
        return ITEM.matcher(key)
                .results()
                .map(found -> key.substring(0, found.start()))
                .toList();
    }
}
