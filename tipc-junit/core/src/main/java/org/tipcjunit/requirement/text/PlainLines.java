// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.List;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Printed lines as a reader sees them: without colours, other sequences for terminals, control characters, and
 * bars of progress before what they say.
 *
 * @param lines the lines, as many as were printed
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlainLines(List<String> lines) {

    /** Sequences of ECMA-48: those with parameters, those with a text that a bell or a backslash ends, and the short ones. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|[ -/]*[0-~])|\u009b[0-?]*[ -/]*[@-~]");

    /** A bar of progress, as tqdm and Paddle's suites draw it, that a script prints its result behind, on the same line. */
    private static final Pattern BAR = Pattern.compile(
            "^(?:.*\\r)?\\s*(?:[^|\\r]{0,60}?\\d{1,3}%\\|[^|\\r]*\\|\\s*\\d+/\\d+ \\[[^\\]=\\r]*\\]"
                    + "|\\d+/\\d+ \\[[=>.]+\\] - (?:ETA: )?(?:\\d+:\\d\\d(?::\\d\\d)?|\\d+s)(?: \\d+\\w{1,2}/step)?)",
            Pattern.DOTALL);

    private static final Pattern CONTROL =
            Pattern.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\ufeff]");
    private static final Pattern WIDE_SPACE = Pattern.compile("[\u00a0\u3000\r]");

    public PlainLines {
        lines = lines.stream().map(PlainLines::plain).toList();
    }

    private static String plain(String line) {
        String text = BAR.matcher(ESCAPE.matcher(line).replaceAll("")).replaceFirst("");
        return WIDE_SPACE.matcher(CONTROL.matcher(text).replaceAll("")).replaceAll(" ");
    }
}
