// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

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
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Diagnosis(
        Path file, int line, Severity severity, LintRule rule, String problem, String upstream, String remedy) {

    /** Get the diagnosis as three lines of text, the first in the form {@code file:line: error: problem [rule]}. */
    public String text() {
        return file + ":" + line + ": " + severity.label() + ": " + problem + " [" + rule.label() + "]\n  upstream: "
                + upstream + "\n  remedy: " + remedy;
    }
}
