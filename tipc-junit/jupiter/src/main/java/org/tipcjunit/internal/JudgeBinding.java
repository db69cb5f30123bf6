// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.tipcjunit.Requirement;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.Judge;

/** Makes demands of annotations: finds the judge of an annotation and gives it its parameters. */
final class JudgeBinding {

    private JudgeBinding() {}

    /**
     * Make the demand of an annotation that is marked with {@link Requirement}.
     *
     * @throws ExtensionConfigurationException if the judge cannot be made or its parameters are not what the annotation has
     */
    static Demand<?> demand(Annotation annotation) {
        Class<? extends Judge<?>> type = Objects.requireNonNull(
                        annotation.annotationType().getAnnotation(Requirement.class), "no requirement")
                .value();
        return bind(create(type), annotation);
    }

    private static <P> Demand<P> bind(Judge<P> judge, Annotation annotation) {
        Class<?> wanted = parametersOf(judge.getClass());
        Object parameters;
        if (wanted.isInstance(annotation)) {
            parameters = annotation;
        } else if (wanted.isRecord()) {
            parameters = record(wanted, annotation, judge);
        } else {
            throw mismatch(
                    annotation, judge, "takes " + wanted.getName() + ", which is neither the annotation nor a record");
        }
        @SuppressWarnings("unchecked") // It is an instance of the judge's own type of parameters.
        P typed = (P) parameters;
        return new Demand<>(judge, typed, "@" + annotation.annotationType().getSimpleName(), attributes(annotation));
    }

    private static Judge<?> create(Class<? extends Judge<?>> type) {
        try {
            Constructor<? extends Judge<?>> constructor = type.getDeclaredConstructor();
            constructor.trySetAccessible();
            return constructor.newInstance();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new ExtensionConfigurationException(
                    "the judge %s cannot be made: %s. Give it a constructor without parameters"
                            .formatted(
                                    type.getName(),
                                    e instanceof InvocationTargetException thrown ? thrown.getTargetException() : e),
                    e);
        }
    }

    private static Class<?> parametersOf(Class<?> judge) {
        for (Class<?> type = judge; type != null; type = type.getSuperclass()) {
            for (Type implemented : type.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType generic
                        && generic.getRawType() == Judge.class
                        && generic.getActualTypeArguments()[0] instanceof Class<?> parameters) {
                    return parameters;
                }
            }
        }
        throw new ExtensionConfigurationException(
                "the judge %s does not say what its parameters are. Let it implement Judge<TheAnnotation> itself"
                        .formatted(judge.getName()));
    }

    private static Object record(Class<?> type, Annotation annotation, Judge<?> judge) {
        List<Method> attributes = attributesOf(annotation);
        RecordComponent[] components = type.getRecordComponents();
        Set<String> read =
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
        for (Method attribute : attributes) {
            if (!read.contains(attribute.getName())) {
                throw mismatch(annotation, judge, "has no component for its attribute " + attribute.getName());
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Method attribute = attributes.stream()
                    .filter(candidate -> candidate.getName().equals(component.getName()))
                    .findFirst()
                    .orElseThrow(() -> mismatch(
                            annotation, judge, "takes " + component.getName() + ", which is no attribute of it"));
            values[i] = convert(value(attribute, annotation), component.getType())
                    .orElseThrow(() -> mismatch(
                            annotation,
                            judge,
                            "takes " + component.getName() + " as "
                                    + component.getGenericType().getTypeName() + ", but the attribute is "
                                    + attribute.getReturnType().getTypeName()));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.trySetAccessible();
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new ExtensionConfigurationException(
                    "@%s: %s".formatted(annotation.annotationType().getSimpleName(), e.getTargetException()), e);
        } catch (ReflectiveOperationException e) {
            throw new ExtensionConfigurationException("%s cannot be made".formatted(type.getName()), e);
        }
    }

    private static Optional<Object> convert(Object value, Class<?> wanted) {
        if (wanted == OptionalDouble.class && value instanceof Double number) {
            return Optional.of(number.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(number));
        }
        if (wanted == Optional.class && value instanceof String text) {
            return Optional.of(Optional.of(text).filter(given -> !given.isBlank()));
        }
        if (wanted == List.class && value.getClass().isArray()) {
            return Optional.of(elements(value));
        }
        boolean fits = wanted.isInstance(value)
                || (wanted == int.class && value instanceof Integer)
                || (wanted == long.class && value instanceof Long)
                || (wanted == double.class && value instanceof Double)
                || (wanted == boolean.class && value instanceof Boolean);
        return Optional.of(value).filter(given -> fits);
    }

    private static List<Object> elements(Object array) {
        return IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> Array.get(array, i))
                .toList();
    }

    private static List<Method> attributesOf(Annotation annotation) {
        return Arrays.stream(annotation.annotationType().getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && method.getParameterCount() == 0)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static Object value(Method attribute, Annotation annotation) {
        try {
            attribute.trySetAccessible();
            return attribute.invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(annotation + " cannot be read", e);
        }
    }

    /** Get what a certificate says was demanded. */
    private static String attributes(Annotation annotation) {
        List<String> texts = new ArrayList<>();
        for (Method attribute : attributesOf(annotation)) {
            Object given = value(attribute, annotation);
            String text = given.getClass().isArray()
                    ? elements(given).stream().map(String::valueOf).collect(Collectors.joining(", "))
                    : String.valueOf(given);
            if (!text.isEmpty() && !text.equals("NaN")) {
                texts.add(attribute.getName() + " = " + text);
            }
        }
        return String.join(", ", texts);
    }

    private static ExtensionConfigurationException mismatch(Annotation annotation, Judge<?> judge, String what) {
        return new ExtensionConfigurationException("@%s does not fit its judge: %s %s"
                .formatted(
                        annotation.annotationType().getSimpleName(),
                        judge.getClass().getName(),
                        what));
    }
}
