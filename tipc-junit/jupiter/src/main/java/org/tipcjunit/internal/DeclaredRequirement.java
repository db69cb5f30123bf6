// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.tipcjunit.Requirement;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.requirement.Demand;

/**
 * A requirement that a test method carries.
 *
 * @param demand what is demanded
 * @param annotation the annotation on the method
 * @param method the test method
 */
record DeclaredRequirement(Demand<?> demand, Annotation annotation, Method method) {

    /**
     * Find the requirement of a method, also behind a meta-annotation.
     *
     * @throws ExtensionConfigurationException if the method carries more than one, or the annotation and its judge do not fit
     */
    static Optional<DeclaredRequirement> on(Method method) {
        Map<Class<?>, Annotation> found = new LinkedHashMap<>();
        collect(method.getAnnotations(), found, new java.util.HashSet<>());
        if (found.size() > 1) {
            throw new ExtensionConfigurationException("%s carries %s; give each requirement a test method of its own"
                    .formatted(
                            method.toGenericString(),
                            found.keySet().stream()
                                    .map(type -> "@" + type.getSimpleName())
                                    .collect(Collectors.joining(" and "))));
        }
        return found.values().stream()
                .findFirst()
                .map(annotation -> new DeclaredRequirement(JudgeBinding.demand(annotation), annotation, method));
    }

    private static void collect(Annotation[] annotations, Map<Class<?>, Annotation> found, Set<Class<?>> seen) {
        for (Annotation annotation : List.of(annotations)) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (type.isAnnotationPresent(Requirement.class)) {
                found.putIfAbsent(type, annotation);
            }
            if (seen.add(type)) {
                collect(type.getAnnotations(), found, seen);
            }
        }
    }

    String label() {
        return demand.label();
    }

    Clause clause() {
        return demand.clause();
    }
}
