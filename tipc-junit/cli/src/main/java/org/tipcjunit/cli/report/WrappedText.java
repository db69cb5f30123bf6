// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text in lines that fit a terminal, in which a Chinese letter is as wide as two Latin ones.
 *
 * @param columns the columns of a line
 */
record WrappedText(int columns) {

    private static final int FIRST_WIDE = 0x2E80;
    private static final int FIRST_HALF_WIDE = 0xFF61;
    private static final int LAST_HALF_WIDE = 0xFFDC;

    /**
     * Get the lines of a text; a word that is longer than a line stays whole.
     *
     * @param text the text
     * @param taken the columns that are taken at the start of each line
     */
    List<String> lines(String text, int taken) {
        BreakIterator places = BreakIterator.getLineInstance(Locale.ROOT);
        places.setText(text);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int start = places.first();
        for (int end = places.next(); end != BreakIterator.DONE; end = places.next()) {
            if (isInside(text, end)) {
                continue;
            }
            String word = text.substring(start, end);
            if (!line.isEmpty() && taken + width(line + word.stripTrailing()) > columns) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word);
            start = end;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** A name such as {@code .pdmodel} and a number with its {@code %} stay together. */
    private static boolean isInside(String text, int place) {
        return place < text.length()
                && (text.charAt(place) == '%'
                        || (text.charAt(place - 1) == '.' && Character.isLetterOrDigit(text.charAt(place))));
    }

    /** Get the columns that a text takes. */
    static int width(String text) {
        return text.codePoints().map(WrappedText::width).sum();
    }

    private static int width(int character) {
        int kind = Character.getType(character);
        if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK || kind == Character.FORMAT) {
            return 0;
        }
        boolean half = character < FIRST_WIDE || (character >= FIRST_HALF_WIDE && character <= LAST_HALF_WIDE);
        return half ? 1 : 2;
    }
}
