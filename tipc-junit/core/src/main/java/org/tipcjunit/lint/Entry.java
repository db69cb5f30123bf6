// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigLine;
import org.tipcjunit.config.line.LinePart;
import org.tipcjunit.config.line.LineReading;

/**
 * A line of a config together with what a script reads from it.
 *
 * @param reading how the script reads it
 * @param line the line
 * @param key the text before the first colon
 * @param value the value as the script has it; for a list by mode the whole list
 */
record Entry(LineReading reading, ConfigLine line, String key, String value) {

    static Entry of(LineReading reading, ConfigLine line) {
        String key = reading.parser().style().key(line.text());
        LinePart part = reading.parser().part();
        String value = part == LinePart.VALUE || part == LinePart.SECOND_VALUE
                ? reading.parser().read(line.text(), "")
                : reading.parser().style().value(line.text());
        return new Entry(reading, line, key, value);
    }

    int number() {
        return line.number();
    }

    boolean isNull() {
        return value.strip().equals("null");
    }

    boolean isPresent() {
        return !value.isBlank() && !isNull();
    }

    boolean isByMode() {
        return reading.parser().part() == LinePart.MODE_VALUE
                || reading.parser().part() == LinePart.FORGOTTEN_MODE_VALUE;
    }

    /** The elements of a list as a script's loop sees them. */
    List<String> elements() {
        List<String> elements = new ArrayList<>();
        int from = 0;
        while (from < value.length()) {
            int bar = value.indexOf('|', from);
            int to = bar < 0 ? value.length() : bar;
            elements.add(value.substring(from, to));
            from = to + 1;
        }
        return elements;
    }
}
