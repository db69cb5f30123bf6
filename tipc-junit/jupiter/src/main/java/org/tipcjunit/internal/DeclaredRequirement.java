// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.tipcjunit.requirement.Clause;
import org.tipcjunit.requirement.Finding;

/**
 * A requirement that a test method carries.
 *
 * @param type the type of requirement
 * @param annotation the annotation on the method
 * @param method the test method
 */
record DeclaredRequirement(RequirementType<?> type, Annotation annotation, Method method) {

    /**
     * Find the requirement of a method, also behind a meta-annotation.
     *
     * @throws ExtensionConfigurationException if the method carries more than one
     */
    static Optional<DeclaredRequirement> on(Method method) {
        List<DeclaredRequirement> found =
                RequirementType.all().stream().flatMap(type -> on(method, type)).toList();
        if (found.size() > 1) {
            throw new ExtensionConfigurationException("%s carries %s; give each requirement a test method of its own"
                    .formatted(
                            method.toGenericString(),
                            String.join(
                                    " and ",
                                    found.stream()
                                            .map(DeclaredRequirement::label)
                                            .toList())));
        }
        return found.stream().findFirst();
    }

    private static Stream<DeclaredRequirement> on(Method method, RequirementType<?> type) {
        return AnnotationSupport.findAnnotation(method, type.annotation()).stream()
                .map(annotation -> new DeclaredRequirement(type, annotation, method));
    }

    String label() {
        return "@" + type.annotation().getSimpleName();
    }

    Clause clause() {
        return type.clause();
    }

    Finding judge(CertificationSession session) {
        return type.judge(annotation, session);
    }
}
