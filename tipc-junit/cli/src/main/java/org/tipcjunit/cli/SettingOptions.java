// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.certification.terms.Form;
import org.tipcjunit.certification.terms.Term;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of a command that are settings, as the table of settings says.
 *
 * @param spec the command, which has been given its options
 */
record SettingOptions(CommandSpec spec) {

    /** Gives a command the options that say which configs it is about, and how they are meant. */
    static final class OfSelection implements IModelTransformer {

        @Override
        public CommandSpec transform(CommandSpec spec) {
            return with(spec, Stream.of(Term.REPOSITORY, Term.CONFIGS, Term.MODE, Term.DEVICE));
        }
    }

    /** Gives a command the options that say which machine it is about: its Python, and where files go. */
    static final class OfMachine implements IModelTransformer {

        @Override
        public CommandSpec transform(CommandSpec spec) {
            return with(spec, Stream.of(Term.PYTHON, Term.ENVIRONMENT, Term.OUTPUT));
        }
    }

    /** Gives a command an option for each setting that has one. */
    static final class OfAllSettings implements IModelTransformer {

        @Override
        public CommandSpec transform(CommandSpec spec) {
            List<String> footer = new ArrayList<>(List.of(spec.usageMessage().footer()));
            footer.add("What is not in a config may also stand in a file certification.properties beside it: "
                    + Stream.of(Term.values())
                            .filter(Term::isOfModel)
                            .map(Term::key)
                            .collect(Collectors.joining(", "))
                    + ". Options win over it.");
            spec.usageMessage().footer(footer.toArray(String[]::new));
            return with(spec, Stream.of(Term.values()));
        }
    }

    private static CommandSpec with(CommandSpec spec, Stream<Term> terms) {
        terms.filter(term -> !term.options().isEmpty()).forEach(term -> spec.addOption(option(term)));
        // Last, where readers of a help text look for them.
        return spec.mixinStandardHelpOptions(true);
    }

    private static OptionSpec option(Term term) {
        OptionSpec.Builder option = OptionSpec.builder(term.options().toArray(String[]::new))
                .description(term.help().replace("`", ""));
        if (term.label().isEmpty()) {
            return option.type(boolean.class).build();
        }
        option.paramLabel(term.label());
        Form<?> form = term.form();
        if (!form.words().isEmpty()) {
            option.converters(oneOf(form.words()));
        }
        return switch (form.separator()) {
            // What is added to a command nearly always looks like an option.
            case "" ->
                term == Term.TRAIN_ARGS || term == Term.DISPATCH_ARGS
                        ? option.type(String.class)
                                .parameterConsumer(SettingOptions::takeOne)
                                .build()
                        : option.type(String.class).build();
            // A list is one argument after the other; what has a line of its own has an option of its own as well.
            case "," ->
                option.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1..*")
                        .parameterConsumer(SettingOptions::takeEntries)
                        .build();
            default ->
                option.type(List.class).auxiliaryTypes(String.class).arity("1").build();
        };
    }

    private static ITypeConverter<String> oneOf(List<String> words) {
        return value -> words.stream()
                .filter(value::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of %s (case-insensitive) but was '%s'"
                        .formatted(words.toString().toUpperCase(Locale.ROOT), value)));
    }

    /** Take the next argument, whatever it looks like. */
    private static void takeOne(Stack<String> arguments, ArgSpec option, CommandSpec spec) {
        if (arguments.isEmpty()) {
            throw missing(option, spec);
        }
        option.setValue(arguments.pop());
    }

    /** Take arguments up to the next one that looks like an option, known or misspelt; one option adds to another. */
    private static void takeEntries(Stack<String> arguments, ArgSpec option, CommandSpec spec) {
        List<String> entries = new ArrayList<>();
        if (option.getValue() instanceof List<?> before) {
            before.forEach(entry -> entries.add(String.valueOf(entry)));
        }
        int known = entries.size();
        while (!arguments.isEmpty() && !arguments.peek().startsWith("-")) {
            entries.add(arguments.pop());
        }
        if (entries.size() == known) {
            throw missing(option, spec);
        }
        option.setValue(entries);
    }

    private static ParameterException missing(ArgSpec option, CommandSpec spec) {
        return new MissingParameterException(
                spec.commandLine(),
                option,
                "Missing required parameter for option " + ((OptionSpec) option).longestName());
    }

    private @Nullable Object value(Term term) {
        return spec.findOption(term.options().get(0)).getValue();
    }

    /** Get the value of an option, as settings write it. */
    Optional<String> get(Term term) {
        Object value = value(term);
        if (value instanceof Boolean holds) {
            return holds ? Optional.of("true") : Optional.empty();
        }
        String text = value instanceof List<?> entries
                ? entries.stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(term.form().separator()))
                : value == null ? "" : value.toString();
        return Optional.of(text)
                .filter(stated -> !stated.isBlank())
                .map(stated -> term.form().type().equals(Path.class) ? absolute(stated) : stated);
    }

    /** Get the entries of an option that takes several. */
    List<String> list(Term term) {
        return value(term) instanceof List<?> entries
                ? entries.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Folders are named relative to where the command is called. */
    private static String absolute(String folder) {
        return Path.of(folder).toAbsolutePath().normalize().toString();
    }

    /** Get what all options but some state, as arguments of another call. */
    List<String> arguments(Set<Term> but) {
        return stated().entrySet().stream()
                .filter(stated -> !but.contains(stated.getKey()))
                .flatMap(stated -> {
                    Term term = stated.getKey();
                    String option = term.options().get(term.options().size() - 1);
                    if (term.label().isEmpty()) {
                        return Stream.of(option);
                    }
                    return (term.form().separator().isEmpty() ? List.of(stated.getValue()) : list(term))
                            .stream().map(value -> option + "=" + value);
                })
                .toList();
    }

    /** Get what all options state, as settings write it. */
    Map<Term, String> stated() {
        Map<Term, String> stated = new EnumMap<>(Term.class);
        for (Term term : Term.values()) {
            if (!term.options().isEmpty()) {
                get(term).ifPresent(value -> stated.put(term, value));
            }
        }
        return stated;
    }
}
