// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What of a Markdown text a reader of the page sees, in lines of the same numbers.
 *
 * @param said the text without comments
 * @param shown the text without comments and blocks of code
 */
record ShownText(String said, String shown) {

    private static final String BEGIN = "<!--";
    private static final String END = "-->";

    /** Take out what is not seen; {@code code} are the numbers, from 0, of lines of code, in which nothing is a comment. */
    static ShownText of(List<String> lines, BitSet code) {
        List<String> plain = new ArrayList<>(lines);
        code.stream().filter(line -> line < lines.size()).forEach(line -> plain.set(line, ""));
        List<String> said = new ArrayList<>(lines);
        boolean inside = false;
        for (int i = 0; i < plain.size(); i++) {
            String left = "";
            String rest = plain.get(i);
            while (!rest.isEmpty()) {
                int mark = inside ? rest.indexOf(END) : begin(rest);
                if (mark < 0) {
                    left += inside ? "" : rest;
                    break;
                }
                left += inside ? "" : rest.substring(0, mark);
                rest = rest.substring(mark + (inside ? END.length() : BEGIN.length()));
                inside = !inside;
            }
            if (!left.equals(plain.get(i))) {
                plain.set(i, left);
                said.set(i, left);
            }
        }
        return new ShownText(String.join("\n", said), String.join("\n", plain));
    }

    /** Find the begin of a comment that is no code of the line. */
    private static int begin(String line) {
        int at = line.indexOf(BEGIN);
        while (at >= 0
                && line.substring(0, at).chars().filter(letter -> letter == '`').count() % 2 != 0) {
            at = line.indexOf(BEGIN, at + 1);
        }
        return at;
    }
}
