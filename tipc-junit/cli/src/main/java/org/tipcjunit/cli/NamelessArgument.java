// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.certification.terms.Term;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Configs or a repository that a call names without the option that takes them, as a shell's habit is.
 *
 * @param name the first of them
 * @param option what takes it
 * @param call the same call with that option
 */
record NamelessArgument(String name, String option, String call) {

    /** Find them where a call is refused for nothing else. */
    static Optional<NamelessArgument> in(ParameterException wrong, String... arguments) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        List<String> nameless = unmatched.getUnmatched();
        boolean all = nameless.stream().allMatch(name -> optionOf(name)
                .filter(option -> wrong.getCommandLine().getCommandSpec().findOption(option) != null)
                .isPresent());
        if (nameless.isEmpty() || !all) {
            return Optional.empty();
        }
        String call = Stream.concat(
                        Stream.of("tipc"),
                        Stream.of(arguments)
                                .flatMap(argument -> nameless.contains(argument)
                                        ? Stream.of(optionOf(argument).orElseThrow(), argument)
                                        : Stream.of(argument)))
                .map(NamelessArgument::typed)
                .collect(Collectors.joining(" "));
        String first = nameless.get(0);
        return Optional.of(new NamelessArgument(first, optionOf(first).orElseThrow(), call));
    }

    /** Say what to type. */
    void tell(PrintWriter err) {
        err.println("tipc: " + option + " is missing before " + name);
        err.println("  write: " + call);
        err.flush();
    }

    private static Optional<String> optionOf(String name) {
        if (name.endsWith(".txt")) {
            return Optional.of(option(Term.CONFIGS));
        }
        return !name.startsWith("-") && Files.isDirectory(Path.of(name))
                ? Optional.of(option(Term.REPOSITORY))
                : Optional.empty();
    }

    private static String option(Term term) {
        return term.options().stream()
                .filter(name -> name.startsWith("--"))
                .findFirst()
                .orElseThrow();
    }

    private static String typed(String argument) {
        return argument.matches("[\\w./:=,@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
