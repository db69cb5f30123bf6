// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
@API(status = Status.INTERNAL, since = "0.1")
public record ConfigEntry(int line, String key, String value) {

    private static final String ABSENT = "null";

    /** What a shell's {@code echo} takes for its own options, so that it never reaches a value. */
    private static final Pattern ECHO_OPTION = Pattern.compile("-[neE]+");

    /**
     * Get the entry that upstream's scripts read from a line: key and value keep their blanks.
     *
     * @param line the line
     * @param style where the value ends
     */
    public static ConfigEntry of(ConfigLine line, ValueStyle style) {
        return new ConfigEntry(line.number(), echoed(style.key(line.text())), echoed(style.value(line.text())));
    }

    private static String echoed(String text) {
        return ECHO_OPTION.matcher(text).matches() ? "" : text;
    }

    /** Whether the line gives a value, that is, neither nothing nor the word {@code null}. */
    public boolean isPresent() {
        return !value.isEmpty() && !value.equals(ABSENT);
    }

    /** Get the parts of a value that lists alternatives with {@code |}; empty when absent. */
    public List<String> alternatives() {
        return isPresent() ? List.of(value.split("\\|", -1)) : List.of();
    }

    /**
     * Get the elements over which a script's loop runs: parts between {@code |}, where {@code null} is an element like any
     * other and an empty value has none.
     */
    public List<String> elements() {
        return elements(value, '|');
    }

    /** Get the parts of {@code text} as a shell splits it at {@code separator}; an end without text is no part. */
    public static List<String> elements(String text, char separator) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> parts = new ArrayList<>(List.of(text.split(Pattern.quote(String.valueOf(separator)), -1)));
        if (parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return List.copyOf(parts);
    }

    /**
     * Get what upstream's scripts read for {@code mode} from a list such as {@code lite_train_lite_infer=5|...}.
     *
     * <p>Unlike {@link #valueFor(Mode)} it ends at a second {@code =}, as it does upstream.
     *
     * @return the value; an empty text when no part names the mode
     */
    public String valueIn(String mode) {
        return elements().stream()
                .map(part -> part.split("=", -1))
                .filter(fields -> fields[0].equals(mode))
                .map(fields -> fields.length > 1 ? fields[1] : "")
                .findFirst()
                .orElse("");
    }

    /** Whether the entry gives one value where a list with a value for each mode is possible. */
    public boolean isPlain() {
        return isPresent() && !value.isBlank() && value.indexOf('=') < 0;
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
