// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.ConfigLine;

/**
 * The physical lines of a config that a script looks at.
 *
 * @param first the first line, from 1
 * @param last the last line; less than {@code first} when the script gets no line at all
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record LineWindow(int first, int last) {

    private static final LineWindow ALL = new LineWindow(1, Integer.MAX_VALUE);
    private static final LineWindow NONE = new LineWindow(1, 0);

    /** Get the window of a script that reads the whole file. */
    public static LineWindow all() {
        return ALL;
    }

    /** Get the window of a script whose selection is broken and never yields a line. */
    public static LineWindow none() {
        return NONE;
    }

    /** Whether the script gets no line. */
    public boolean isEmpty() {
        return last < first;
    }

    /** Get the lines of {@code config} as the script indexes them: those in the window that hold any character. */
    public List<ConfigLine> indexed(ConfigFile config) {
        return config.lines().stream()
                .filter(line -> line.number() >= first
                        && line.number() <= last
                        && !line.text().isEmpty())
                .toList();
    }
}
