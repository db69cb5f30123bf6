// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.PythonFile;

/** The registries of a suite, as decorators name them. */
final class Registry {

    private static final List<String> ENDS = List.of("register", "add_component");

    private Registry() {}

    /** Get the decorators that register a class, such as {@code MODELS.register}. */
    static Set<String> decorators(PythonClass type) {
        return type.decorators().stream()
                .map(name -> name.endsWith("()") ? name.substring(0, name.length() - 2) : name)
                .filter(name -> ENDS.contains(name.substring(name.lastIndexOf('.') + 1)))
                .collect(Collectors.toSet());
    }

    /** Get the registries that a class is in, such as {@code MODELS}; empty text for the only one of a suite. */
    static Set<String> of(PythonClass type) {
        return decorators(type).stream()
                .map(name -> name.substring(0, Math.max(0, name.lastIndexOf('.'))))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
    }

    /** Get the registries that the classes of a file are in. */
    static Set<String> of(PythonFile file) {
        return file.classes().stream().flatMap(type -> of(type).stream()).collect(Collectors.toSet());
    }
}
