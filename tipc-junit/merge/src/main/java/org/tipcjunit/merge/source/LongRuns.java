// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs of lines in a Markdown text that no person reads: a parser takes the square of their length for some of them.
 *
 * @param lines the lines of the text
 */
record LongRuns(List<String> lines) {

    private static final int LONGEST = 20_000;

    /** Between the head of a table and its rows, each of which is a run of its own. */
    private static final Pattern DELIMITER = Pattern.compile("\\|?+(?:\\s*+:?+-++:?+\\s*+\\|)++(?:\\s*+:?+-++:?+)?+");

    private static final Pattern FENCE = Pattern.compile("(```|~~~).*");

    /** Get the text with nothing in these lines, so that the others keep their numbers. */
    String leftOut() {
        List<String> kept = new ArrayList<>(lines);
        int from = 0;
        int length = 0;
        boolean inTable = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            inTable = !line.isBlank() && (inTable || isDelimiter(line));
            if (line.isBlank() || inTable) {
                empty(kept, from, i, length);
                from = i;
                length = 0;
            }
            length += line.length();
        }
        empty(kept, from, lines.size(), length);
        return String.join("\n", kept);
    }

    private static boolean isDelimiter(String line) {
        return line.length() <= LONGEST && DELIMITER.matcher(line.strip()).matches();
    }

    /** A fence stays, since it says what the lines after it are. */
    private static void empty(List<String> lines, int from, int to, int length) {
        for (int i = from; i < to && length > LONGEST; i++) {
            if (lines.get(i).length() > LONGEST
                    || !FENCE.matcher(lines.get(i).strip()).matches()) {
                lines.set(i, "");
            }
        }
    }
}
