// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ValueStyle;

/**
 * Takes one part out of a config's line exactly as a script's parser function does.
 *
 * @param function the name of the shell function that it stands for
 * @param part which part it takes
 * @param separator what separates key and values: a colon, or a blank in the configs of some C++ programs
 * @param style where a value ends
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record LineParser(String function, LinePart part, char separator, ValueStyle style) {

    /** Get the part of {@code line} that the script gets when it runs in {@code mode}; blanks are kept. */
    public String read(String line, String mode) {
        return switch (part) {
            case KEY ->
                separator == ':' && style == ValueStyle.ALL_AFTER_FIRST_COLON
                        ? echoed(style.key(line))
                        : echoed(field(line, 0));
            case VALUE ->
                separator == ':' && style == ValueStyle.ALL_AFTER_FIRST_COLON
                        ? echoed(style.value(line))
                        : echoed(field(line, 1));
            case SECOND_VALUE -> echoed(field(line, 2));
            case MODE_VALUE -> valueOf(mode, field(line, 1));
            case FORGOTTEN_MODE_VALUE -> "";
            case LAST_PATH_NAME -> echoed(line.substring(line.lastIndexOf('/') + 1));
        };
    }

    private String field(String line, int index) {
        List<String> fields = fields(line);
        return index < fields.size() ? fields.get(index) : "";
    }

    private List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        while (fields.size() < 3) {
            int to = line.indexOf(separator, from);
            String field = to < 0 ? line.substring(from) : line.substring(from, to);
            if (separator != ' ' || !field.isEmpty()) {
                fields.add(field);
            }
            if (to < 0) {
                break;
            }
            from = to + 1;
        }
        return fields;
    }

    /** A script prints a value with {@code echo}, unquoted: an option of echo is not printed. */
    private static String echoed(String value) {
        return isEchoOption(value) ? "" : value;
    }

    /** Whether {@code echo} takes {@code value} as its own option instead of printing it. */
    public static boolean isEchoOption(String value) {
        if (value.length() < 2 || value.charAt(0) != '-') {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            if ("neE".indexOf(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String valueOf(String mode, String list) {
        int from = 0;
        while (from <= list.length()) {
            int bar = list.indexOf('|', from);
            int to = bar < 0 ? list.length() : bar;
            String entry = list.substring(from, to);
            int equals = entry.indexOf('=');
            if (equals >= 0 && entry.substring(0, equals).equals(mode)) {
                int end = entry.indexOf('=', equals + 1);
                return echoed(entry.substring(equals + 1, end < 0 ? entry.length() : end));
            }
            from = to + 1;
        }
        return "";
    }
}
