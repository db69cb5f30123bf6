// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What the code of a suite defines, by name.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Definitions {

    private final Map<String, List<PythonClass>> classes = new HashMap<>();
    private final Map<String, List<PythonFunction>> functions = new HashMap<>();
    private final Set<String> aliases = new HashSet<>();

    Definitions(List<PythonFile> files) {
        for (PythonFile file : files) {
            file.imports().stream().filter(used -> !used.names().isEmpty()).forEach(used -> used.bound().stream()
                    .filter(name -> !used.names().contains(name))
                    .forEach(aliases::add));
            file.classes().forEach(type -> classes.computeIfAbsent(type.name(), name -> new ArrayList<>())
                    .add(type));
            file.functions().forEach(function -> functions
                    .computeIfAbsent(function.name(), name -> new ArrayList<>())
                    .add(function));
        }
    }

    /** Whether a class or a function has this name, or is imported under it. */
    public boolean has(String name) {
        return classes.containsKey(name) || functions.containsKey(name) || aliases.contains(name);
    }

    /**
     * Get the parameters that a name takes when it is called.
     *
     * @return empty where it takes any, or where the code does not say
     */
    public Optional<Set<String>> parameters(String name) {
        Set<String> all = new HashSet<>();
        for (PythonFunction function : functions.getOrDefault(name, List.of())) {
            if (!function.variable().isEmpty()) {
                return Optional.empty();
            }
            all.addAll(function.parameters());
        }
        for (PythonClass type : classes.getOrDefault(name, List.of())) {
            Optional<PythonFunction> constructor = constructor(type, new HashSet<>());
            if (constructor.isEmpty() || !constructor.get().variable().isEmpty()) {
                return Optional.empty();
            }
            all.addAll(constructor.get().parameters());
        }
        return has(name) && !aliases.contains(name) ? Optional.of(all) : Optional.empty();
    }

    private Optional<PythonFunction> constructor(PythonClass type, Set<String> seen) {
        Optional<PythonFunction> own = type.method("__init__");
        if (own.isPresent() || !seen.add(type.name())) {
            return own;
        }
        for (String base : type.bases()) {
            List<PythonClass> bases = classes.getOrDefault(base.substring(base.lastIndexOf('.') + 1), List.of());
            if (bases.size() != 1) {
                return Optional.empty();
            }
            Optional<PythonFunction> inherited = constructor(bases.get(0), seen);
            if (inherited.isPresent()) {
                return inherited;
            }
        }
        return Optional.empty();
    }
}
