// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Texts as pages for people show them: safe to print, not too long, and not able to leave their place.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PageText {

    private static final int CHARACTERS_SHOWN = 20_000;
    private static final Pattern NOT_ON_A_LINE =
            Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{200E}\\x{200F}\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}]");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private PageText() {}

    /** Get texts without control characters. */
    public static List<String> texts(List<String> texts) {
        return texts.stream().map(PageText::text).toList();
    }

    /** Get a text without control characters, which HTML forbids and terminals obey. */
    public static String text(String raw) {
        if (isShown(raw)) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        String lines = raw.replace("\r\n", "\n");
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            text.append(isShown(c) ? c : '\uFFFD');
        }
        return text.toString();
    }

    /** Get a text as one line of a terminal: nothing in it begins another line, moves the cursor or turns the direction of letters. */
    public static String line(String raw) {
        return NOT_ON_A_LINE.matcher(raw).replaceAll("\uFFFD");
    }

    /** A page has thousands of texts, and nearly all of them are shown as they are. */
    private static boolean isShown(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isShown(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isShown(int c) {
        return !Character.isISOControl(c) || c == '\n' || c == '\t';
    }

    /** Get the end of a text that is too long to be shown whole. */
    public static String tail(String raw) {
        String text = text(raw).stripTrailing();
        return text.length() <= CHARACTERS_SHOWN
                ? text
                : "[shortened; the file holds all]\n" + text.substring(text.length() - CHARACTERS_SHOWN);
    }

    /** Get a Markdown code fence that the text cannot close. */
    public static String fence(String text) {
        Matcher runs = BACKTICKS.matcher(text);
        int longest = 2;
        while (runs.find()) {
            longest = Math.max(longest, runs.end() - runs.start());
        }
        return "`".repeat(longest + 1);
    }

    /** Get a number with a space before each third digit from its end. */
    public static String grouped(long number) {
        StringBuilder digits = new StringBuilder(String.valueOf(number));
        int first = number < 0 ? 1 : 0;
        for (int at = digits.length() - 3; at > first; at -= 3) {
            digits.insert(at, ' ');
        }
        return digits.toString();
    }

    /** Get how long something took. */
    public static String seconds(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
    }
}
