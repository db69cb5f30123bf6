// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Stream;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.SpokenLines;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.process.NativeNames;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Makes command lines that tell users what they did wrong in words, and only the project's own faults as stack traces. */
final class CommandLines {

    private CommandLines() {}

    /** Make one that tells of itself in a language. */
    static CommandLine of(PrintWriter out, PrintWriter err, Language language) {
        CommandLine tipc = new CommandLine(new TipcCommand());
        CommandLine.IParameterExceptionHandler usual = tipc.getParameterExceptionHandler();
        tipc = tipc.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setExecutionStrategy(parsed -> {
                    requireNames(parsed);
                    int status = new CommandLine.RunLast().execute(parsed);
                    out.flush();
                    return status;
                })
                .setExecutionExceptionHandler(CommandLines::explain)
                .setParameterExceptionHandler((wrong, arguments) -> NamelessArgument.in(wrong, arguments)
                        .map(argument -> {
                            argument.tell(SpokenLines.to(err, language));
                            return ExitStatus.USAGE;
                        })
                        .orElseGet(() -> usual(usual, wrong, arguments)));
        return language == Language.CHINESE ? HelpInChinese.in(tipc) : tipc;
    }

    static CommandLine of(PrintWriter out, PrintWriter err) {
        return of(out, err, Language.ENGLISH);
    }

    private static int usual(
            CommandLine.IParameterExceptionHandler usual, ParameterException wrong, String... arguments) {
        try {
            return usual.handleParseException(wrong, arguments);
        } catch (Exception e) {
            throw new IllegalStateException("what is wrong with a call cannot be told", e);
        }
    }

    /** What Java could not read of the command line would be looked for in vain. */
    private static void requireNames(ParseResult parsed) {
        NativeNames names = NativeNames.ofJvm();
        Optional<String> folder = names.problem("the working directory", System.getProperty("user.dir", ""));
        Stream.concat(
                        folder.stream(),
                        parsed.originalArgs().stream()
                                .flatMap(argument -> names.problem("an argument", argument).stream()))
                .findFirst()
                .ifPresent(problem -> {
                    throw new CommandLine.ExecutionException(
                            parsed.commandSpec().commandLine(),
                            problem,
                            ConfigException.of(problem, NativeNames.REMEDY));
                });
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
