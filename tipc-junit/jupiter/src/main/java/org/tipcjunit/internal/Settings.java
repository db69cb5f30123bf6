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

    Optional<String> get(String name) {
        return parameters
                .apply(name)
                .or(() ->
                        Optional.ofNullable(variables.get(name.replace('.', '_').toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    /** Get the settings of the training of a service, of which the mode of services says nothing. */
    Settings ofTraining() {
        return new Settings(
                name -> get(name)
                        .filter(value -> !name.equals(Term.MODE.setting()) || !value.equals(ServingSelection.MODE)),
                Map.of());
    }

    Optional<String> get(String name, String fallback) {
        return get(name).or(() -> Optional.of(fallback).filter(value -> !value.isBlank()));
    }
}
