// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
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

    private final transient List<Problem> problems;

    public ConfigException(Problem problem) {
        super(problem);
        this.problems = List.of(problem);
    }

    private ConfigException(String message, List<Problem> problems) {
        super(message, problems.get(0), null);
        this.problems = problems;
    }

    /**
     * Get a failure with several reasons.
     *
     * @param problems all of them, at least one
     * @param observedName what the message calls that which was observed of each
     */
    public static ConfigException of(List<Problem> problems, String observedName) {
        return new ConfigException(
                problems.stream().map(problem -> problem.text(observedName)).collect(Collectors.joining("\n")),
                List.copyOf(problems));
    }

    /** Get a failure with several reasons, at least one. */
    public static ConfigException of(List<Problem> problems) {
        return of(problems, "observed");
    }

    /** Get all that is wrong, in the order of the message. */
    public List<Problem> problems() {
        return problems;
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
