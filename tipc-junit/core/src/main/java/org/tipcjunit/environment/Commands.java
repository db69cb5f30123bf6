// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/** Runs interpreters and installers with the variables of the settings. */
record Commands(ProcessRunner runner, Map<String, String> variables) {

    private static final int LINES = 20;

    ProcessOutcome run(
            List<String> argv,
            Path directory,
            Map<String, String> changes,
            Path log,
            Duration limit,
            OutputListener listener) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.putAll(changes);
        return runner.run(new Command(argv, directory, environment), log, limit, listener);
    }

    /** Word how a command failed: its end, the command itself, its last lines and where the rest is. */
    static String failure(ProcessOutcome outcome) {
        List<String> lines = LogTail.lastLines(outcome.log(), LINES);
        String shown = lines.isEmpty()
                ? "  (it printed nothing)"
                : lines.stream().map(line -> "  | " + line).collect(Collectors.joining("\n"));
        return outcome.termination().describe()
                + "\ncommand: " + outcome.command().commandLine()
                + "\nlast lines of its log:\n" + shown
                + "\nlog: " + outcome.log();
    }
}
