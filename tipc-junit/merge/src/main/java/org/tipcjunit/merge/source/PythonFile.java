// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a Python file defines.
 *
 * @param path its path in the repository
 * @param problem why it cannot be read, with its line as the number; empty where it can
 * @param classes its classes, also those inside of {@code if} and {@code try}
 * @param functions its functions, likewise
 * @param imports its imports, wherever they stand
 * @param exported what {@code __all__} names, {@code ?} for what is no literal; empty where there is none
 * @param listed lists and keys of strings that are given to a name, wherever it stands, such as {@code support_dict}
 * @param strings its short strings, docstrings excepted, with their first lines
 * @param bound the names that it gives something to, in whatever scope; {@code *} where it takes all of another module
 * @param top the names that it has when it has been imported, without those that a star brings; {@code ?} where nobody can say
 * @param uses what it does with what it imports
 * @param undefined the names that it uses and nothing of it gives something to, with their first lines
 * @param fluid the lines that use {@code paddle.fluid}
 * @param given the attributes that it gives to anything but {@code self}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PythonFile(
        String path,
        Optional<Fault> problem,
        List<PythonClass> classes,
        List<PythonFunction> functions,
        List<PythonImport> imports,
        Optional<Set<String>> exported,
        Map<String, List<String>> listed,
        Map<String, Integer> strings,
        Set<String> bound,
        Set<String> top,
        PythonUses uses,
        Map<String, Integer> undefined,
        List<Integer> fluid,
        Set<String> given) {

    public PythonFile {
        classes = List.copyOf(classes);
        functions = List.copyOf(functions);
        imports = List.copyOf(imports);
        exported = exported.map(Set::copyOf);
        listed = Map.copyOf(listed);
        strings = Map.copyOf(strings);
        bound = Set.copyOf(bound);
        top = Set.copyOf(top);
        undefined = Map.copyOf(undefined);
        fluid = List.copyOf(fluid);
        given = Set.copyOf(given);
    }

    /** Create what is known of a file that cannot be read. */
    public static PythonFile unreadable(String path, String what, int line) {
        return new PythonFile(
                path,
                Optional.of(new Fault(what, line)),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Set.of(),
                Set.of(),
                PythonUses.none(),
                Map.of(),
                List.of(),
                Set.of());
    }

    /** Find a class. */
    public Optional<PythonClass> findClass(String name) {
        return classes.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** Find a function of the module. */
    public Optional<PythonFunction> findFunction(String name) {
        return functions.stream()
                .filter(function -> function.name().equals(name))
                .findFirst();
    }

    /** Whether it imports from a module beside it, such as {@code from .segnet import *} or {@code from . import segnet}. */
    public boolean takesFrom(String module) {
        return imports.stream()
                .anyMatch(used ->
                        lastPart(used.module()).equals(module) || used.names().contains(module));
    }

    /** Get all names of modules that it imports from, as {@link #takesFrom} tells one; what it takes from them may be among them. */
    public Set<String> taken() {
        Set<String> taken = new HashSet<>();
        imports.forEach(used -> {
            taken.add(lastPart(used.module()));
            taken.addAll(used.names());
        });
        return taken;
    }

    private static String lastPart(String module) {
        return module.substring(module.lastIndexOf('.') + 1);
    }
}
