// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tipcjunit.problem.Place;

/**
 * What is written about a dialect, with what it inherits.
 *
 * @param values what is written, by setting
 */
record DialectSettings(Map<Key, Value> values) {

    DialectSettings {
        values = Map.copyOf(values);
    }

    /** Get a setting that has no choice; empty when it is not given. */
    Optional<Value> get(DialectSetting setting) {
        return Optional.ofNullable(values.get(new Key(setting, "")));
    }

    /** Get what is written for each choice of a setting, in the order of the choices. */
    Map<String, Value> choices(DialectSetting setting) {
        return values.entrySet().stream()
                .filter(value -> value.getKey().setting() == setting)
                .filter(value -> !value.getKey().choice().isEmpty())
                .collect(Collectors.toMap(
                        value -> value.getKey().choice(), Map.Entry::getValue, (one, other) -> other, TreeMap::new));
    }

    /**
     * A setting, or one choice of it.
     *
     * @param setting the setting
     * @param choice the model, mode or precision that it is for; empty for none in particular
     */
    record Key(DialectSetting setting, String choice) {

        String label() {
            return choice.isEmpty() ? setting.label() : setting.label() + "[" + choice + "]";
        }
    }

    /**
     * What is written.
     *
     * @param text the text
     * @param place where it is written
     */
    record Value(String text, Place place) {}
}
