// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One {@code key:value} line of a config.
 *
 * @param line the line's number in the file, from 1
 * @param key the text before the first colon
 * @param value the text after the first colon, without surrounding blanks; {@code null} as a text means absent
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ConfigEntry(int line, String key, String value) {

    private static final String ABSENT = "null";

    /** Whether the line gives a value, that is, neither nothing nor the word {@code null}. */
    public boolean isPresent() {
        return !value.isEmpty() && !value.equals(ABSENT);
    }

    /** Get the parts of a value that lists alternatives with {@code |}; empty when absent. */
    public List<String> alternatives() {
        return isPresent() ? List.of(value.split("\\|", -1)) : List.of();
    }

    /**
     * Get the value for {@code mode} of a list such as {@code lite_train_lite_infer=5|whole_train_whole_infer=100}.
     *
     * @return the value; empty when the line is absent or does not name the mode
     */
    public Optional<String> valueFor(Mode mode) {
        return alternatives().stream()
                .map(alternative -> alternative.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].equals(mode.label()))
                .map(pair -> pair[1])
                .findFirst();
    }

    /**
     * Get the argument {@code key=value} that upstream's scripts make of a key and a value.
     *
     * @return the argument; empty when the key is the word {@code null} or there is no value
     */
    public Optional<String> argument(String actualValue) {
        if (key.equals(ABSENT) || actualValue.isBlank() || actualValue.equals(ABSENT)) {
            return Optional.empty();
        }
        return Optional.of(key + "=" + actualValue);
    }

    /** Get {@link #argument(String)} of the line's own value. */
    public Optional<String> argument() {
        return argument(value);
    }
}
