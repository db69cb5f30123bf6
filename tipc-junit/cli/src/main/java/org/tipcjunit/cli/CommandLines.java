// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import org.tipcjunit.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Makes command lines that tell users what they did wrong in words, and only the project's own faults as stack traces. */
final class CommandLines {

    private CommandLines() {}

    static CommandLine of(PrintWriter out, PrintWriter err) {
        return new CommandLine(new TipcCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // What is added to a training nearly always looks like an option.
                .setAllowOptionsAsOptionParameters(true)
                .setUsageHelpWidth(110)
                .setExecutionStrategy(parsed -> {
                    int status = new CommandLine.RunLast().execute(parsed);
                    out.flush();
                    return status;
                })
                .setExecutionExceptionHandler(CommandLines::explain);
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        command.getOut().flush();
        if (failure instanceof ConfigException) {
            command.getErr().println("tipc: " + failure.getMessage());
            return ExitStatus.USAGE;
        }
        command.getErr().println("tipc: this is a fault of tipc-junit itself; please report it with these lines");
        failure.printStackTrace(command.getErr());
        return ExitStatus.NOT_CERTIFIED;
    }
}
