// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.problem.ProblemException;

/**
 * A config that cannot be used as it is; the message names file, line and remedy.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class ConfigException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public ConfigException(Problem problem) {
        super(problem);
    }

    public ConfigException(String message) {
        this(new Problem(Place.nowhere(), message, ""));
    }

    /** Get a failure that names a line of a file, the problem and the remedy. */
    public static ConfigException at(Path file, int line, String problem, String remedy) {
        return new ConfigException(new Problem(Place.at(file, line), problem, remedy));
    }

    /** Get a failure that is not about a file, such as a command's text. */
    public static ConfigException of(String problem, String remedy) {
        return new ConfigException(new Problem(Place.nowhere(), problem, remedy));
    }

    /** Get the same failure as one of a line of {@code file}. */
    public ConfigException in(Path file, int line) {
        Problem problem = problem();
        return new ConfigException(new Problem(
                Place.at(file, line), problem.what(), problem.expected(), problem.observed(), problem.remedy()));
    }

    /** Get a failure that names a line of the config at {@code path}, the problem and the remedy. */
    public static ConfigException at(String path, int line, String problem, String remedy) {
        return new ConfigException(new Problem(new Place(path, OptionalInt.of(line)), problem, remedy));
    }
}
