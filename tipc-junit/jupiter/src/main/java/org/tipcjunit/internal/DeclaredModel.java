// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.TipcModel;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.config.Mode;

/**
 * A model to certify, as an annotation declares it.
 *
 * @param annotation the annotation as messages call it, such as {@code @TipcModel}
 * @param repository the folder that the config's commands run in; blank when it is to be searched
 * @param config the config, relative to the repository
 * @param name the name that results use; blank for the one that the config gives
 * @param terms what the annotation states
 */
record DeclaredModel(String annotation, String repository, String config, String name, Map<Term, String> terms) {

    DeclaredModel {
        terms = Map.copyOf(terms);
    }

    static DeclaredModel of(TipcModel model) {
        return new DeclaredModel("@TipcModel", model.repository(), model.config(), model.name(), stated(model));
    }

    /** Get the model with one of the backbones, whose name stands where texts say {@code {backbone}}. */
    DeclaredModel with(BackboneRun backbone) {
        Map<Term, String> filled = new EnumMap<>(Term.class);
        terms.forEach((term, value) -> filled.put(term, backbone.fill(value)));
        filled.put(Term.BACKBONE, backbone.name());
        return new DeclaredModel(
                annotation, backbone.fill(repository), backbone.fill(config), backbone.fill(name), filled);
    }

    static DeclaredModel of(TipcRepository repository, SelectedConfig config) {
        return new DeclaredModel(
                "@TipcRepository", config.root().folder().toString(), config.path(), "", stated(repository));
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
