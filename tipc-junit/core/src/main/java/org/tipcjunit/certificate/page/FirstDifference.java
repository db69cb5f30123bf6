// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where a page first shows something else than it should, in few letters.
 *
 * @param line the number of the line, from 1
 * @param expected what should stand there, as much as shows what differs
 * @param observed what does
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record FirstDifference(int line, String expected, String observed) {

    private static final int SHOWN = 160;
    private static final int BEFORE = 50;

    /** Compare a page with what was found in its place, from which it differs. */
    public static FirstDifference of(byte[] rendered, String found) {
        String[] expected = new String(rendered, StandardCharsets.UTF_8).split("\n", -1);
        String[] observed = found.split("\n", -1);
        int line = Math.max(0, Arrays.mismatch(expected, observed));
        String right = line(expected, line);
        String seen = line(observed, line);
        boolean whole = Math.max(right.length(), seen.length()) <= SHOWN;
        int from = whole ? 0 : Math.max(0, Arrays.mismatch(right.toCharArray(), seen.toCharArray()) - BEFORE);
        return new FirstDifference(line + 1, shown(right, from), shown(seen, from));
    }

    private static String line(String[] lines, int index) {
        return index < lines.length ? PageText.text(lines[index].strip()) : "no such line";
    }

    private static String shown(String line, int from) {
        int end = Math.min(line.length(), from + SHOWN);
        return (from > 0 ? "..." : "") + line.substring(Math.min(from, end), end) + (end < line.length() ? "..." : "");
    }
}
