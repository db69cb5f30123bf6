// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The user's settings: parameters of whoever asks, such as JUnit's configuration parameters, then environment variables.
 *
 * @param parameters looks up a parameter
 * @param variables the environment variables
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Settings(Function<String, Optional<String>> parameters, Map<String, String> variables) {

    /** The mode that upstream's scripts name where they serve. */
    public static final String SERVING_MODE = "serving_infer";

    /** Get the settings of this process: system properties, then environment variables. */
    public static Settings ofProcess() {
        return of(Map.of());
    }

    /** Get what was stated by the names of settings, and what this process sets beside it. */
    public static Settings of(Map<String, String> stated) {
        Map<String, String> known = Map.copyOf(stated);
        return new Settings(
                name -> Optional.ofNullable(known.get(name)).or(() -> Optional.ofNullable(System.getProperty(name))),
                System.getenv());
    }

    /** Get what is set; nothing where it is blank or nothing that users may set. */
    public Optional<String> get(Term term) {
        return term.isSetting() ? value(term.setting()) : Optional.empty();
    }

    /** Get what is set, else {@code fallback} unless that is blank. */
    public Optional<String> get(Term term, String fallback) {
        return get(term).or(() -> Optional.of(fallback).filter(value -> !value.isBlank()));
    }

    /**
     * Whether something is set to hold.
     *
     * @throws org.tipcjunit.config.ConfigException if something else than true or false is set
     */
    public boolean holds(Term term) {
        return get(term).map(value -> term.read(value, Boolean.class)).orElse(false);
    }

    /**
     * Get how many cores may be used at once; positive.
     *
     * @throws org.tipcjunit.config.ConfigException if it is set to something else
     */
    public int cores() {
        return get(Term.CORES)
                .map(value -> Term.CORES.read(value, Integer.class))
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }

    private Optional<String> value(String name) {
        return parameters
                .apply(name)
                .or(() ->
                        Optional.ofNullable(variables.get(name.replace('.', '_').toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    /** Get the settings of the training of a service, of which the mode of services says nothing. */
    public Settings ofTraining() {
        return new Settings(
                name -> value(name).filter(value -> !name.equals(Term.MODE.setting()) || !value.equals(SERVING_MODE)),
                Map.of());
    }
}
