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

    /** How constructors call a section of a config that they are given as a whole. */
    private static final Set<String> CONFIGS = Set.of("cfg", "config", "opt", "args", "params");

    private final Map<String, List<PythonClass>> classes = new HashMap<>();
    private final Map<String, List<PythonFunction>> functions = new HashMap<>();
    private final Set<String> aliases = new HashSet<>();

    Definitions(List<PythonFile> files) {
        for (PythonFile file : files) {
            file.imports().stream().filter(used -> !used.names().isEmpty()).forEach(used -> used.bound().stream()
                    .filter(name -> !used.names().contains(name))
                    .forEach(aliases::add));
            for (PythonClass type : file.classes()) {
                // What is registered under another name has that one, for configs.
                List<String> named = type.registeredNames().isEmpty() ? List.of(type.name()) : type.registeredNames();
                named.forEach(name ->
                        classes.computeIfAbsent(name, key -> new ArrayList<>()).add(type));
            }
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
     * Get the parameters that a name takes when it is called, those among them that it hands on to others.
     *
     * @return empty where it takes any, or where the code does not say
     */
    public Optional<Set<String>> parameters(String name) {
        return aliases.contains(name) ? Optional.empty() : parameters(name, new HashSet<>());
    }

    private Optional<Set<String>> parameters(String name, Set<String> seen) {
        if (!seen.add(name) || !(functions.containsKey(name) || classes.containsKey(name))) {
            return Optional.empty();
        }
        Set<String> all = new HashSet<>();
        for (PythonFunction function : functions.getOrDefault(name, List.of())) {
            if (!add(function, Optional.empty(), all, seen)) {
                return Optional.empty();
            }
        }
        for (PythonClass type : classes.getOrDefault(name, List.of())) {
            if (!add(type, all, seen)) {
                return Optional.empty();
            }
        }
        return Optional.of(all);
    }

    private boolean add(PythonClass type, Set<String> all, Set<String> seen) {
        Optional<PythonFunction> constructor = constructor(type, new HashSet<>());
        return constructor.isPresent() && add(constructor.get(), Optional.of(type), all, seen);
    }

    /** Add the parameters of a function; false where it takes more that nobody can say. */
    private boolean add(PythonFunction function, Optional<PythonClass> owner, Set<String> all, Set<String> seen) {
        if (takesConfig(function)) {
            return false;
        }
        all.addAll(function.parameters());
        for (String next : function.passes()) {
            if (next.equals("super().__init__") && owner.isPresent()) {
                Optional<PythonClass> base =
                        owner.get().method("__init__").isPresent() ? base(owner.get()) : Optional.empty();
                if (base.isEmpty() || !seen.add(base.get().name()) || !add(base.get(), all, seen)) {
                    return false;
                }
            } else {
                Optional<Set<String>> more = parameters(next, seen);
                if (more.isEmpty()) {
                    return false;
                }
                all.addAll(more.get());
            }
        }
        return true;
    }

    /** Whether a function is given a section of a config as a whole. */
    private static boolean takesConfig(PythonFunction function) {
        return function.parameters().size() == 1
                && CONFIGS.contains(function.parameters().get(0));
    }

    private Optional<PythonClass> base(PythonClass type) {
        return type.bases().stream()
                .map(base -> classes.getOrDefault(base.substring(base.lastIndexOf('.') + 1), List.of()))
                .filter(found -> found.size() == 1)
                .map(found -> found.get(0))
                .findFirst();
    }

    /** Get the parameters without which a name cannot be called; none where the code does not say. */
    public Set<String> required(String name) {
        if (aliases.contains(name)) {
            return Set.of();
        }
        List<Set<String>> all = new ArrayList<>();
        functions.getOrDefault(name, List.of()).forEach(function -> all.add(Set.copyOf(function.required())));
        for (PythonClass type : classes.getOrDefault(name, List.of())) {
            all.add(constructor(type, new HashSet<>())
                    .filter(found -> !takesConfig(found))
                    .map(found -> Set.copyOf(found.required()))
                    .orElse(Set.of()));
        }
        // Of several of one name nobody knows which is meant.
        return all.stream()
                .reduce((one, other) -> {
                    Set<String> both = new HashSet<>(one);
                    both.retainAll(other);
                    return both;
                })
                .orElse(Set.of());
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
