// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.shell;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The lines of a shell script that say something.
 *
 * @param lines the lines in order
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ShellScript(List<Line> lines) {

    public ShellScript {
        lines = List.copyOf(lines);
    }

    /** Take a script apart: without comments and carriage returns, and with one blank between words. */
    public static ShellScript of(String text) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.replace("\r", "").split("\n", -1)) {
            number++;
            String said =
                    line.replaceFirst("(^|\\s)#.*", "").replaceAll("\\s+", " ").strip();
            if (!said.isEmpty()) {
                lines.add(new Line(number, said));
            }
        }
        return new ShellScript(lines);
    }

    /**
     * A line.
     *
     * @param number its number in the script, from 1
     * @param text what it says
     */
    public record Line(int number, String text) {}
}
