// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.problem.Problem;

/**
 * One demand on a model: a judge and what it is to demand. Each is a demand of its own, however equal another one is.
 *
 * @param <P> the parameters of the judge
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Demand<P> {

    private final Judge<P> judge;
    private final Clause clause;
    private final P parameters;
    private final String label;
    private final String attributes;

    /**
     * Create a demand.
     *
     * @param judge judges it
     * @param parameters what is demanded
     * @param label what messages call it, such as {@code @LossConverges}
     * @param attributes what certificates say was demanded, such as {@code iterations = 100}; may be empty
     */
    public Demand(Judge<P> judge, P parameters, String label, String attributes) {
        this.judge = judge;
        this.clause = judge.clause();
        this.parameters = parameters;
        this.label = label;
        this.attributes = attributes;
    }

    /** Create a demand that messages call by the name of its judge. */
    public static <P extends Record> Demand<P> of(Judge<P> judge, P parameters) {
        return of(judge, parameters, judge.getClass().getSimpleName());
    }

    /** Create a demand whose parameters certificates state by the names of their components. */
    public static <P extends Record> Demand<P> of(Judge<P> judge, P parameters, String label) {
        return new Demand<>(
                judge,
                parameters,
                label,
                Arrays.stream(parameters.getClass().getRecordComponents())
                        .sorted(Comparator.comparing(RecordComponent::getName))
                        .flatMap(component -> stated(component, parameters).stream())
                        .collect(Collectors.joining(", ")));
    }

    private static Optional<String> stated(RecordComponent component, Record parameters) {
        try {
            Method accessor = component.getAccessor();
            accessor.trySetAccessible();
            Object value = accessor.invoke(parameters);
            String text = value instanceof Optional<?> given
                    ? given.map(String::valueOf).orElse("")
                    : value instanceof OptionalDouble number
                            ? number.isPresent() ? String.valueOf(number.getAsDouble()) : ""
                            : value instanceof Collection<?> several
                                    ? several.stream().map(String::valueOf).collect(Collectors.joining(", "))
                                    : String.valueOf(value);
            return text.isEmpty() ? Optional.empty() : Optional.of(component.getName() + " = " + text);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(parameters + " cannot be read", e);
        }
    }

    public Judge<P> judge() {
        return judge;
    }

    public P parameters() {
        return parameters;
    }

    public Clause clause() {
        return clause;
    }

    public String label() {
        return label;
    }

    public String attributes() {
        return attributes;
    }

    public Wishes wishes() {
        return judge.wishes(parameters);
    }

    /** Tell what can be told before anything runs; see {@link Judge#beforehand}. */
    public List<Problem> beforehand(Subject subject) {
        return judge.beforehand(parameters, subject);
    }

    /** Judge a model by it; see {@link Judge#judge}. */
    public Finding judge(Subject subject) {
        return judge.judge(parameters, subject);
    }

    /** Whether a failure of the run of this name, such as {@code infer-2}, is this demand's to report. */
    public boolean owns(String run) {
        return judge.owns().stream().anyMatch(stage -> stage.owns(run));
    }

    /** Get what certificates call a judge that is not of this library: its class and where that comes from. */
    public Optional<String> foreignJudge() {
        Class<?> type = judge.getClass();
        boolean own = type.getName().startsWith("org.tipcjunit.requirement.")
                && source(type).equals(source(Judge.class));
        return own
                ? Optional.empty()
                : Optional.of(type.getName() + source(type).map(Demand::name).orElse(""));
    }

    private static Optional<URI> source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? Optional.empty()
                : Optional.of(URI.create(source.getLocation().toString().replace(" ", "%20")));
    }

    /** The whole path would name folders of whoever certified. */
    private static String name(URI source) {
        if (source.getPath() == null) {
            return " of " + source.getSchemeSpecificPart().replaceAll(".*/(?=[^/]+/?$)", "");
        }
        Path path = Path.of(source.getPath());
        int names = path.getNameCount();
        return names == 0
                ? ""
                : " of " + path.subpath(Math.max(0, names - (path.toString().endsWith(".jar") ? 1 : 3)), names);
    }
}
