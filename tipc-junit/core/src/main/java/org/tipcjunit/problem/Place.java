// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.problem;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where something is wrong: a file or a line of it, a setting, a stage, or nowhere in particular.
 *
 * @param name the file's path, or what else it is called; empty for nowhere in particular
 * @param line the line, from 1; empty where it is not about one
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Place(String name, OptionalInt line) {

    public Place {
        if (line.isPresent() && (line.getAsInt() < 1 || name.isEmpty())) {
            throw new IllegalArgumentException("no line " + line.getAsInt() + " of '" + name + "'");
        }
    }

    /** Get a line of a file. */
    public static Place at(Path file, int line) {
        return new Place(file.toString(), OptionalInt.of(line));
    }

    /** Get a whole file or folder. */
    public static Place of(Path file) {
        return named(file.toString());
    }

    /** Get a place that has a name, such as that of a setting. */
    public static Place named(String name) {
        return new Place(name, OptionalInt.empty());
    }

    /** Get no place in particular. */
    public static Place nowhere() {
        return named("");
    }

    /** Get it as texts begin, such as {@code configs/a.txt:3: }; empty for nowhere in particular. */
    String prefix() {
        return name.isEmpty() ? "" : name + (line.isPresent() ? ":" + line.getAsInt() : "") + ": ";
    }
}
