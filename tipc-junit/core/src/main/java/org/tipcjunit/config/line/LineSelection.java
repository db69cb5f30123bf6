// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A command of a script that prints some lines of a file, such as {@code awk 'NR==1, NR==51{print}' $FILENAME}.
 *
 * @param window the lines
 * @param file the file, as it is written
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record LineSelection(LineWindow window, String file) {

    private static final Pattern RANGE =
            Pattern.compile("awk\\s+'NR==(\\d{1,6})(,?)\\s*NR==(\\d{1,6})\\{print\\}'\\s+(.*)");
    private static final Pattern WHOLE_FILE = Pattern.compile("(?:cat|awk\\s+'(?:NR>=1)?\\{print\\}')\\s+(.*)");

    /** Take a command for such a selection; empty when it is none. A range without its comma prints nothing. */
    public static Optional<LineSelection> of(String command) {
        Matcher range = RANGE.matcher(command);
        if (range.matches()) {
            LineWindow window = range.group(2).isEmpty()
                    ? LineWindow.none()
                    : new LineWindow(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(3)));
            return Optional.of(new LineSelection(window, range.group(4)));
        }
        Matcher whole = WHOLE_FILE.matcher(command);
        return whole.matches() ? Optional.of(new LineSelection(LineWindow.all(), whole.group(1))) : Optional.empty();
    }
}
