// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.advice;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.StageRun;

/**
 * A text to report an error with, from which nobody learns where or by whom it was run.
 *
 * @param run what failed
 * @param versions the versions of Paddle and Python
 * @param workspace the working copy
 */
record Report(StageRun run, String versions, Path workspace) {

    private static final int LOG_LINES = 15;
    private static final int LONGEST_LINE = 300;
    private static final Pattern PACKAGES = Pattern.compile("(?<![\\w.])/[^\\s\"']*/site-packages/");
    private static final Pattern INTERPRETER = Pattern.compile("(?<![\\w.])/[^\\s\"']*/bin/(python[\\d.]*)(?![\\w/])");
    private static final Pattern HOME =
            Pattern.compile("(?<![\\w.])(?:/(?:home|Users)/[^/\\s\"':]+|/root)(?=[/\\s\"':]|$)");

    String text() {
        List<String> output = run.output();
        String log = output.subList(Math.max(0, output.size() - LOG_LINES), output.size()).stream()
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line)
                .map(line -> "| " + impersonal(line))
                .collect(Collectors.joining("\n"));
        return versions
                + "\n" + impersonal(run.outcome().command().commandLine())
                + "\n" + run.outcome().termination().describe()
                + "\n" + log;
    }

    String impersonal(String line) {
        String own = line.replace(workspace + "/", "")
                .replace(workspace.toString(), ".")
                .replace(run.directory().toString(), "RUN");
        own = PACKAGES.matcher(own).replaceAll("site-packages/");
        own = INTERPRETER.matcher(own).replaceAll("$1");
        return HOME.matcher(own).replaceAll("~");
    }
}
