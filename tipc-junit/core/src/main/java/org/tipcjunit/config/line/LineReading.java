// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.ConfigLine;

/**
 * One assignment of a part of a config's line to a variable of a script.
 *
 * @param variable the variable, such as {@code norm_trainer}
 * @param index the line's index, from 0, among the window's lines that hold any character; after a {@code header}, what is added
 *     to the header's line number
 * @param header the word that a script searches for to find the line; empty where the index says it all
 * @param parser which part is taken
 * @param window the lines that the script looks at
 * @param conditions the shell conditions that the assignment stands under, outermost first; a leading {@code !} negates one
 * @param scriptLine the assignment's line in the script, from 1; 0 where no script was read
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record LineReading(
        String variable,
        int index,
        Optional<String> header,
        LineParser parser,
        LineWindow window,
        List<String> conditions,
        int scriptLine) {

    public LineReading {
        conditions = List.copyOf(conditions);
    }

    /** Get the line of {@code config} that the script reads here; empty where the config has none at that index. */
    public Optional<ConfigLine> line(ConfigFile config) {
        List<ConfigLine> lines = window.indexed(config);
        int at = index;
        if (header.isPresent()) {
            List<ConfigLine> found = config.headers(header.get());
            if (found.size() > 1) {
                return Optional.empty();
            }
            // a script without a line number counts it as 0, and a negative index from the end
            at = index + (found.isEmpty() ? 0 : found.get(0).number());
            at = at < 0 ? lines.size() + at : at;
        }
        return at >= 0 && at < lines.size() ? Optional.of(lines.get(at)) : Optional.empty();
    }

    /** Get what the script gets from {@code config} when it runs in {@code mode}; a missing line is an empty text. */
    public String read(ConfigFile config, String mode) {
        return line(config).map(line -> parser.read(line.text(), mode)).orElse("");
    }
}
