// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The user's settings: JUnit configuration parameters (which include system properties), then environment variables.
 *
 * @param parameters looks up a configuration parameter
 * @param variables the environment variables
 */
record Settings(Function<String, Optional<String>> parameters, Map<String, String> variables) {

    static Settings of(ExtensionContext context) {
        return new Settings(context::getConfigurationParameter, System.getenv());
    }

    /** Get what is set; nothing where it is blank or nothing that users may set. */
    Optional<String> get(Term term) {
        return term.isSetting() ? value(term.setting()) : Optional.empty();
    }

    /** Get what is set, else {@code fallback} unless that is blank. */
    Optional<String> get(Term term, String fallback) {
        return get(term).or(() -> Optional.of(fallback).filter(value -> !value.isBlank()));
    }

    private Optional<String> value(String name) {
        return parameters
                .apply(name)
                .or(() ->
                        Optional.ofNullable(variables.get(name.replace('.', '_').toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    /** Get the settings of the training of a service, of which the mode of services says nothing. */
    Settings ofTraining() {
        return new Settings(
                name -> value(name)
                        .filter(value -> !name.equals(Term.MODE.setting()) || !value.equals(ServingSelection.MODE)),
                Map.of());
    }
}
