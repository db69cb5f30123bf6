// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A class of a module.
 *
 * @param name its name
 * @param line its line, from 1
 * @param bases what it derives, such as {@code nn.Layer}
 * @param decorators its decorators without arguments, such as {@code manager.MODELS.add_component} or {@code BACKBONES.register()}
 * @param names the names that its decorators are given, under which it is registered instead of its own
 * @param documentation its docstring; empty where it has none
 * @param methods its methods, in their order
 * @param fields the names that it and its objects have
 * @param reads the attributes of {@code self} that its methods ask for and nothing in it gives, with their first lines; empty where
 *     objects may have attributes that nobody can name
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PythonClass(
        String name,
        int line,
        List<String> bases,
        List<String> decorators,
        List<String> names,
        String documentation,
        List<PythonFunction> methods,
        Set<String> fields,
        Optional<Map<String, Integer>> reads) {

    public PythonClass {
        bases = List.copyOf(bases);
        decorators = List.copyOf(decorators);
        names = List.copyOf(names);
        methods = List.copyOf(methods);
        fields = Set.copyOf(fields);
        reads = reads.map(Map::copyOf);
    }

    /** Get the names that it is registered under instead of its own; none where it is registered under that one, or not at all. */
    public List<String> registeredNames() {
        return isDecorated("register") || isDecorated("add_component") ? names : List.of();
    }

    /** Find a method. */
    public Optional<PythonFunction> method(String wanted) {
        return methods.stream().filter(method -> method.name().equals(wanted)).findFirst();
    }

    /** Whether a decorator has this name, with or without a call, such as {@code MODELS.register}. */
    public boolean isDecorated(String decorator) {
        return decorators.stream()
                .map(PythonClass::plain)
                .anyMatch(name -> name.equals(decorator) || name.endsWith("." + decorator));
    }

    private static String plain(String decorator) {
        return decorator.endsWith("()") ? decorator.substring(0, decorator.length() - 2) : decorator;
    }
}
