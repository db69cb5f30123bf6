// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.CodeIndex;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonImport;

/**
 * The Python modules that a change adds for some roles.
 *
 * @param review the change
 * @param roles the roles
 * @param parts its modules of these roles
 */
record AddedModules(Review review, Set<String> roles, List<AddedPart> parts) {

    AddedModules {
        parts = List.copyOf(parts);
    }

    static AddedModules of(Review review, Set<String> roles) {
        return new AddedModules(
                review,
                roles,
                review.addition().of(roles).stream()
                        .filter(part -> part.path().endsWith(".py"))
                        .toList());
    }

    /** Judge each of them; what is no violation holds. */
    Outcome judge(Function<AddedPart, Optional<Violation>> judge) {
        return parts.isEmpty()
                ? Absent.of(roles)
                : Outcome.of(parts.stream()
                        .flatMap(part -> judge.apply(part).stream())
                        .toList());
    }

    /** Whether a module registers nothing and serves another. */
    boolean helps(AddedPart part) {
        Set<String> own = new HashSet<>();
        review.sources().python(part.path()).ifPresent(file -> file.classes().forEach(type -> own.add(type.name())));
        if (registers(part)) {
            return false;
        }
        CodeIndex code = SuiteCode.of(review).index();
        // What neither names the module, nor its package together with what is in it, does not take it.
        return Stream.concat(Stream.of(part.stem()), own.stream())
                .flatMap(name -> code.imports(name).stream())
                .filter(use -> !use.file().path().equals(part.path()))
                .anyMatch(use -> takes(use.file(), use.used(), part, own));
    }

    /** Whether an import is of the module itself, or of its package and then of what the module defines. */
    private static boolean takes(PythonFile file, PythonImport used, AddedPart part, Set<String> own) {
        String module = base(file, used) + used.module().replace('.', '/');
        if (leadsTo(part.folder() + "/" + part.stem(), module)) {
            return true;
        }
        return (used.names().contains(part.stem()) && leadsTo(part.folder(), module))
                || (isPackageOf(part, used.module()) && used.names().stream().anyMatch(own::contains));
    }

    /** A relative import begins in a folder above its file; another may begin in any folder. */
    private static String base(PythonFile file, PythonImport used) {
        String folder = used.folder(file.path());
        return used.level() == 0 || folder.isEmpty() ? "" : folder + "/";
    }

    private static boolean leadsTo(String place, String module) {
        String plain = module.endsWith("/") ? module.substring(0, module.length() - 1) : module;
        return !plain.isEmpty() && (place.equals(plain) || place.endsWith("/" + plain));
    }

    /** Whether a name of a package can be that of the module's folder: other modules have classes of the same names. */
    private static boolean isPackageOf(AddedPart part, String module) {
        return module.isEmpty() || ("/" + part.folder()).endsWith("/" + module.replace('.', '/'));
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
