// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * One thing that is wrong in a config.
 *
 * @param file the config
 * @param line the line, from 1
 * @param severity how much it matters
 * @param rule what was looked for
 * @param problem what is wrong
 * @param upstream what upstream's script makes of it
 * @param remedy what to write instead
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Diagnosis(
        Path file, int line, Severity severity, LintRule rule, String problem, String upstream, String remedy) {

    /** What texts call that which upstream's script makes of it. */
    public static final String UPSTREAM = "upstream";

    /** Get it as a problem, in which what upstream's script makes of it is what was observed. */
    public Problem asProblem() {
        return saying(problem);
    }

    private Problem saying(String what) {
        return new Problem(Place.at(file, line), what, "", upstream, remedy);
    }

    /** Get the diagnosis as three lines of text, the first in the form {@code file:line: error: problem [rule]}. */
    public String text() {
        return saying(severity.label() + ": " + problem + " [" + rule.label() + "]")
                .text(UPSTREAM);
    }
}
