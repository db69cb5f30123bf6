// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One demand on a model: a judge and what it is to demand. Each is a demand of its own, however equal another one is.
 *
 * @param <P> the parameters of the judge
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Demand<P> {

    private final Judge<P> judge;
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
        this.parameters = parameters;
        this.label = label;
        this.attributes = attributes;
    }

    /** Create a demand that messages call by the name of its judge. */
    public static <P> Demand<P> of(Judge<P> judge, P parameters) {
        return new Demand<>(judge, parameters, judge.getClass().getSimpleName(), String.valueOf(parameters));
    }

    public Judge<P> judge() {
        return judge;
    }

    public Clause clause() {
        return judge.clause();
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

    /** Judge a model by it; see {@link Judge#judge}. */
    public Finding judge(Subject subject) {
        return judge.judge(parameters, subject);
    }

    /** Whether a failure of the stage is this demand's to report; the second run of a stage is called as the first. */
    public boolean owns(String stage) {
        return judge.owns().contains(stage.replaceFirst("-\\d+$", ""));
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
                : Optional.of(URI.create(source.getLocation().toString()));
    }

    /** The whole path would name folders of whoever certified. */
    private static String name(URI source) {
        Path path = Path.of(String.valueOf(source.getPath()));
        int names = path.getNameCount();
        return names == 0
                ? ""
                : " of " + path.subpath(Math.max(0, names - (path.toString().endsWith(".jar") ? 1 : 3)), names);
    }
}
