// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.draft;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;

/** A command line as upstream's scripts put it together, with the lines of the config that it was made from. */
@API(status = Status.INTERNAL, since = "0.1")
public final class CommandText {

    private final StringBuilder line = new StringBuilder();
    private final List<Integer> lines = new ArrayList<>();

    /** Add words as they are. */
    public CommandText text(String words) {
        if (!words.isBlank()) {
            line.append(line.isEmpty() ? "" : " ").append(words);
        }
        return this;
    }

    /** Add the value of {@code entry}. */
    public CommandText value(ConfigEntry entry) {
        return from(entry, entry.value());
    }

    /** Add {@code key=value} of {@code entry}, unless one of them is absent. */
    public CommandText argument(ConfigEntry entry) {
        return argument(entry, entry.value());
    }

    /** Add {@code key=value} with the key of {@code entry}, unless one of them is absent. */
    public CommandText argument(ConfigEntry entry, String value) {
        return entry.argument(value).map(argument -> from(entry, argument)).orElse(this);
    }

    /** Add {@code key=value} with the key of {@code entry}, also when one of them is absent. */
    public CommandText assignment(ConfigEntry entry, String value) {
        return from(entry, entry.key() + "=" + value);
    }

    /** Add {@code words}, which come from {@code entry}. */
    public CommandText from(ConfigEntry entry, String words) {
        text(words);
        return uses(entry);
    }

    /** Note that {@code entry} has a part in the line. */
    public CommandText uses(ConfigEntry entry) {
        usesLine(entry.line());
        return this;
    }

    /** Note that the config's line {@code number} has a part in the line; 0 is no line. */
    void usesLine(int number) {
        if (number > 0 && !lines.contains(number)) {
            lines.add(number);
        }
    }

    /** Add all of {@code other}. */
    public CommandText all(CommandText other) {
        text(other.line());
        other.lines.stream().filter(number -> !lines.contains(number)).forEach(lines::add);
        return this;
    }

    /** Get the line. */
    public String line() {
        return line.toString();
    }

    /** Get the numbers of the config's lines, in ascending order. */
    List<Integer> lines() {
        return lines.stream().sorted().toList();
    }
}
