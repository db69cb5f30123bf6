// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.source.PythonFile;

/**
 * The Python modules that a change adds for some roles.
 *
 * @param review the change
 * @param parts its modules of these roles
 */
record AddedModules(Review review, List<AddedPart> parts) {

    AddedModules {
        parts = List.copyOf(parts);
    }

    static AddedModules of(Review review, Set<String> roles) {
        return new AddedModules(
                review,
                review.addition().of(roles).stream()
                        .filter(part -> part.path().endsWith(".py"))
                        .toList());
    }

    /** Whether a module registers nothing and serves another. */
    boolean helps(AddedPart part) {
        Set<String> own = new HashSet<>();
        review.sources().python(part.path()).ifPresent(file -> file.classes().forEach(type -> own.add(type.name())));
        return !registers(part)
                && review.sources().pythons(review.sources().paths(this::isCode)).stream()
                        .filter(file -> !file.path().equals(part.path()))
                        .filter(file -> !file.path().endsWith("/__init__.py"))
                        .anyMatch(file -> file.takesFrom(part.stem())
                                || file.imports().stream()
                                        .filter(used -> isPackageOf(part, used.module()))
                                        .anyMatch(used -> used.names().stream().anyMatch(own::contains)));
    }

    /** Whether a name of a package can be that of the module's folder: other modules have classes of the same names. */
    private static boolean isPackageOf(AddedPart part, String module) {
        return module.isEmpty() || ("/" + part.folder()).endsWith("/" + module.replace('.', '/'));
    }

    private boolean isCode(String path) {
        return path.endsWith(".py") && review.suite().code().stream().anyMatch(folder -> path.startsWith(folder + "/"));
    }

    /** Whether something of a module is decorated as a component. */
    boolean registers(AddedPart part) {
        return review.sources().python(part.path()).stream()
                .anyMatch(file -> registers(file, Set.of("register", "add_component")));
    }

    static boolean registers(PythonFile file, Set<String> decorators) {
        return file.classes().stream().anyMatch(type -> decorators.stream().anyMatch(type::isDecorated))
                || file.functions().stream()
                        .flatMap(function -> function.decorators().stream())
                        .map(name -> name.endsWith("()") ? name.substring(0, name.length() - 2) : name)
                        .anyMatch(name -> decorators.stream()
                                .anyMatch(wanted -> name.equals(wanted) || name.endsWith("." + wanted)));
    }
}
