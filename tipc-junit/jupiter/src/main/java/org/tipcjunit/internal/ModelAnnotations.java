// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.tipcjunit.TipcModel;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.config.Mode;

/** Reads what the annotations of classes declare. */
final class ModelAnnotations {

    private ModelAnnotations() {}

    static DeclaredModel of(TipcModel model) {
        return new DeclaredModel("@TipcModel", model.repository(), model.config(), model.name(), stated(model));
    }

    static DeclaredModel of(TipcRepository repository, SelectedConfig config) {
        return new DeclaredModel(
                "@TipcRepository", config.root().folder().toString(), config.path(), "", stated(repository));
    }

    /** Get what the annotation of a class requires it to end with; blank where it requires nothing. */
    static String require(Class<?> owner) {
        return AnnotationSupport.findAnnotation(owner, TipcRepository.class)
                .map(TipcRepository::require)
                .or(() ->
                        AnnotationSupport.findAnnotation(owner, TipcModel.class).map(TipcModel::require))
                .orElse("");
    }

    /** Get what the attributes that the table names state, as settings write it. */
    private static Map<Term, String> stated(Annotation annotation) {
        Map<Term, String> stated = new EnumMap<>(Term.class);
        for (Method attribute : annotation.annotationType().getDeclaredMethods()) {
            Arrays.stream(Term.values())
                    .filter(Term::isOfCertification)
                    .filter(term -> term.attribute().equals(Optional.of(attribute.getName())))
                    .forEach(term -> stated.put(term, text(value(annotation, attribute))));
        }
        return stated;
    }

    private static Object value(Annotation annotation, Method attribute) {
        try {
            return attribute.invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(attribute + " cannot be read", e);
        }
    }

    /** Get an attribute's value as settings write it; blank where the attribute leaves it. */
    private static String text(Object value) {
        if (value instanceof Mode mode) {
            return mode.label();
        }
        if (value instanceof String[] list) {
            return String.join(",", list);
        }
        if (value instanceof Boolean holds) {
            return holds ? "true" : "";
        }
        if (value instanceof Number number) {
            return number.longValue() > 0 ? number.toString() : "";
        }
        return value.toString();
    }
}
