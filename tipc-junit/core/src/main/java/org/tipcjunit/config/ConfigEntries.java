// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The entries of a config by index, as upstream's scripts see them.
 *
 * @param file where they come from, for messages
 * @param entries the entries in order; lines without any character are not among them
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ConfigEntries(Path file, List<ConfigEntry> entries) {

    private static final ConfigEntry MISSING = new ConfigEntry(0, "", "");

    public ConfigEntries {
        entries = List.copyOf(entries);
    }

    /** Read the lines of {@code config} as {@code style} says. */
    public static ConfigEntries of(ConfigFile config, ValueStyle style) {
        return new ConfigEntries(
                config.file(),
                config.indexed().stream()
                        .map(line -> ConfigEntry.of(line, style))
                        .toList());
    }

    /** Get the entries with the carriage returns of Windows line ends taken away. */
    public ConfigEntries withoutCarriageReturns() {
        return new ConfigEntries(
                file,
                entries.stream()
                        .map(entry -> new ConfigEntry(
                                entry.line(),
                                entry.key().replace("\r", ""),
                                entry.value().replace("\r", "")))
                        .filter(entry ->
                                !(entry.key().isEmpty() && entry.value().isEmpty()))
                        .toList());
    }

    /** Get the entry at {@code index}, from 0; beyond the end one without key and value, whose line is 0. */
    public ConfigEntry get(int index) {
        return index >= 0 && index < entries.size() ? entries.get(index) : MISSING;
    }

    /** Get the number of entries. */
    public int size() {
        return entries.size();
    }

    /** Get the index of the first entry whose key is {@code key}; -1 when there is none. */
    public int indexOf(String key) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** Get a failure that names the file, the line of {@code entry}, the problem and the remedy. */
    public ConfigException problem(ConfigEntry entry, String problem, String remedy) {
        return ConfigException.at(file, Math.max(1, entry.line()), problem, remedy);
    }
}
