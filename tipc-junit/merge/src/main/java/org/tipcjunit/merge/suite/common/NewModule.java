// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.source.PythonClass;

/**
 * What a new module registers.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class NewModule {

    private NewModule() {}

    /** Get the names of the classes and functions that a module registers, in their order. */
    public static Set<String> registered(Review review, AddedPart part) {
        Set<String> names = new LinkedHashSet<>();
        classes(review, part).forEach(type -> names.add(type.name()));
        review.sources().python(part.path()).stream()
                .flatMap(file -> file.functions().stream())
                .filter(function -> function.decorators().stream().anyMatch(name -> name.contains("register")))
                .forEach(function -> names.add(function.name()));
        return names;
    }

    /** Get the classes that a module registers, in their order. */
    public static List<PythonClass> classes(Review review, AddedPart part) {
        return review.sources().python(part.path()).stream()
                .flatMap(file -> file.classes().stream())
                .filter(type -> type.isDecorated("register") || type.isDecorated("add_component"))
                .toList();
    }
}
