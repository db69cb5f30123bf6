// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.tipcjunit.TipcModel;

/**
 * The closest {@link TipcModel} that applies to a test, and the class that it applies to.
 *
 * @param model the annotation
 * @param owner the test class that carries, inherits or is meta-annotated with it
 */
record ModelDeclaration(TipcModel model, Class<?> owner) {

    static Optional<ModelDeclaration> closestTo(ExtensionContext context) {
        ExtensionContext test = context;
        while (test.getTestClass().isEmpty() && test.getParent().isPresent()) {
            test = test.getParent().get(); // The context of a dynamic test knows no class.
        }
        List<Class<?>> classes = new ArrayList<>(test.getEnclosingTestClasses());
        test.getTestClass().ifPresent(classes::add);
        for (int i = classes.size() - 1; i >= 0; i--) {
            Class<?> owner = classes.get(i);
            Optional<TipcModel> model = AnnotationSupport.findAnnotation(owner, TipcModel.class);
            if (model.isPresent()) {
                return Optional.of(new ModelDeclaration(model.get(), owner));
            }
        }
        return Optional.empty();
    }

    boolean isDeclaredAt(ExtensionContext context) {
        return context.getTestMethod().isEmpty()
                && context.getTestClass().filter(owner::equals).isPresent();
    }

    /** Find the context of the owner among {@code context} and its parents. */
    ExtensionContext contextIn(ExtensionContext context) {
        ExtensionContext candidate = context;
        while (!isDeclaredAt(candidate)) {
            candidate = candidate
                    .getParent()
                    .orElseThrow(() -> new IllegalStateException("no class-level context of " + owner.getName()));
        }
        return candidate;
    }

    /** Find every requirement that the owner and its nested classes declare. */
    List<DeclaredRequirement> requirements() {
        List<DeclaredRequirement> requirements = new ArrayList<>();
        collect(owner, requirements);
        return List.copyOf(requirements);
    }

    private static void collect(Class<?> type, List<DeclaredRequirement> requirements) {
        ReflectionSupport.findMethods(type, method -> true, HierarchyTraversalMode.TOP_DOWN).stream()
                .flatMap(method -> DeclaredRequirement.on(method).stream())
                .forEach(requirements::add);
        for (Class<?> nested : ReflectionSupport.findNestedClasses(
                type, nested -> AnnotationSupport.findAnnotation(nested, TipcModel.class)
                        .isEmpty())) {
            if (AnnotationSupport.isAnnotated(nested, org.junit.jupiter.api.Nested.class)) {
                collect(nested, requirements);
            }
        }
    }
}
