// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A YAML file.
 *
 * @param path its path in the repository
 * @param problem why it cannot be read; empty where it can
 * @param entries its scalars and empty collections by their way from the root, such as {@code Arch.name} or {@code model.0.type}
 * @param twice the ways of keys that stand twice in their mapping, with the lines where they do so again
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record YamlFile(
        String path, Optional<Fault> problem, Map<String, YamlValue> entries, Map<String, Integer> twice) {

    public YamlFile {
        entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        twice = Map.copyOf(twice);
    }

    /** Find a value by its way. */
    public Optional<YamlValue> get(String way) {
        return Optional.ofNullable(entries.get(way));
    }

    /** Whether a way, or one below it, has a value. */
    public boolean has(String way) {
        return entries.keySet().stream().anyMatch(key -> key.equals(way) || key.startsWith(way + "."));
    }

    /** Get the names below a way, each once, in their order; those of the root for the empty way. */
    public List<String> namesBelow(String way) {
        String prefix = way.isEmpty() ? "" : way + ".";
        return entries.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
