// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;

/** The settings of a dialect while they are being found; starts with what it inherits. */
@API(status = Status.INTERNAL, since = "0.1")
public final class DialectDraft {

    private final Map<DialectSettings.Key, DialectSettings.Value> values;
    private final Place place;

    /**
     * Start a draft.
     *
     * @param place where the settings come from, unless they say it themselves
     */
    public DialectDraft(DialectSettings inherited, Place place) {
        this.values = new HashMap<>(inherited.values());
        this.place = place;
    }

    public void put(DialectSettings.Key key, DialectSettings.Value value) {
        values.put(key, value);
    }

    public void put(DialectSetting setting, String text) {
        put(setting, "", text);
    }

    public void put(DialectSetting setting, String choice, String text) {
        put(new DialectSettings.Key(setting, choice), new DialectSettings.Value(text, place));
    }

    public void put(DialectSetting setting, boolean value) {
        put(setting, DialectValues.label(value));
    }

    public void put(DialectSetting setting, Enum<?> value) {
        put(setting, DialectValues.label(value));
    }

    public void put(DialectSetting setting, Collection<? extends Enum<?>> chosen) {
        put(setting, chosen.stream().map(DialectValues::label).collect(Collectors.joining(" ")));
    }

    /** Forget a setting, with all its choices. */
    public void remove(DialectSetting setting) {
        values.keySet().removeIf(key -> key.setting() == setting);
    }

    /** Get what is written so far; empty when nothing is. */
    public Optional<String> get(DialectSetting setting) {
        return Optional.ofNullable(values.get(new DialectSettings.Key(setting, "")))
                .map(DialectSettings.Value::text);
    }

    public DialectSettings settings() {
        return new DialectSettings(values);
    }
}
