// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.config.ValueStyle;

/**
 * A shell function that takes one part out of a line, told by what its body does.
 *
 * @param name its name
 * @param body its commands; empty when its definition was not found
 */
record ParserFunction(String name, String body) {

    private static final Pattern HEAD = Pattern.compile("\\s*(?:function\\s+)?(\\w+)\\s*\\(\\)\\s*\\{?\\s*");
    private static final Pattern OTHER_SEPARATOR = Pattern.compile("IFS=\"([^\"\\n])\"");

    /** Find the functions that {@code text} defines; the last definition of a name counts, as in a shell. */
    static Map<String, ParserFunction> in(String text) {
        Map<String, ParserFunction> found = new HashMap<>();
        String name = "";
        StringBuilder body = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            Matcher head = HEAD.matcher(line.strip());
            if (name.isEmpty() && line.contains("()") && head.matches()) {
                name = head.group(1);
                body.setLength(0);
            } else if (!name.isEmpty() && line.startsWith("}")) {
                found.put(name, new ParserFunction(name, body.toString()));
                name = "";
            } else if (!name.isEmpty()) {
                body.append(line.strip()).append('\n');
            }
        }
        return found;
    }

    /** Get the function {@code name} of {@code defined}, or one that only its name tells about. */
    static ParserFunction named(String name, Map<String, ParserFunction> defined) {
        return defined.getOrDefault(name, new ParserFunction(name, ""));
    }

    /** Get the parser that the function is when it is called with these arguments after the line. */
    LineParser parser(List<String> arguments) {
        LinePart part = part(arguments);
        char separator = ':';
        if (part == LinePart.MODE_VALUE || part == LinePart.FORGOTTEN_MODE_VALUE) {
            return new LineParser(name, part, separator, ValueStyle.UP_TO_SECOND_COLON);
        }
        if (body.contains("IFS=$2")) {
            separator = arguments.isEmpty() || arguments.get(0).isEmpty()
                    ? ':'
                    : arguments.get(0).charAt(0);
        } else {
            Matcher other = OTHER_SEPARATOR.matcher(body);
            if (other.find()) {
                separator = other.group(1).charAt(0);
            }
        }
        ValueStyle style = body.contains("#*:") || body.contains("%%:*")
                ? ValueStyle.ALL_AFTER_FIRST_COLON
                : ValueStyle.UP_TO_SECOND_COLON;
        return new LineParser(name, part, separator, style);
    }

    private LinePart part(List<String> arguments) {
        if (body.isEmpty()) {
            return partByName();
        }
        if (body.contains("for ") && body.contains("MODE")) {
            return body.contains("MODE=$2") && arguments.isEmpty()
                    ? LinePart.FORGOTTEN_MODE_VALUE
                    : LinePart.MODE_VALUE;
        }
        if (body.contains("#*:")) {
            return LinePart.VALUE;
        }
        if (body.contains("%%:*")) {
            return LinePart.KEY;
        }
        if (body.contains("[-1]")) {
            return LinePart.LAST_PATH_NAME;
        }
        if (body.contains("[2]")) {
            return LinePart.SECOND_VALUE;
        }
        if (body.contains("[1]")) {
            return LinePart.VALUE;
        }
        return body.contains("[0]") ? LinePart.KEY : partByName();
    }

    private LinePart partByName() {
        if (name.contains("params")) {
            return LinePart.MODE_VALUE;
        }
        if (name.contains("second")) {
            return LinePart.SECOND_VALUE;
        }
        if (name.contains("model_config")) {
            return LinePart.LAST_PATH_NAME;
        }
        return name.contains("key") ? LinePart.KEY : LinePart.VALUE;
    }
}
