// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One command of a chain as data.
 *
 * @param step what it is for
 * @param combination the training that it belongs to; {@link Combination#none()} outside the training chains
 * @param cell the alternatives of the config's lists that it stands for, such as {@code device=cpu} and {@code threads=6}, in
 *     the order of upstream's log names
 * @param argv the program and its arguments as the operating system gets them; paths as upstream writes them
 * @param directory the working directory, relative to the parent of {@code test_tipc}: {@code .} is that folder itself,
 *     folders below it begin with {@code ./}
 * @param environment variables that are set for it, such as {@code CUDA_VISIBLE_DEVICES}
 * @param log the log that upstream's script names for it, relative to the parent of {@code test_tipc}; empty where it has none
 * @param given files and folders that earlier commands made for it or the repository brings
 * @param outputs files and folders that it is to make
 * @param lines the lines of the config that it was made from
 * @param notRun why this machine cannot run it; empty when it can
 * @param results the folder that the script writes all its results to, relative to the parent of {@code test_tipc}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlannedCommand(
        Step step,
        Combination combination,
        Map<String, String> cell,
        List<String> argv,
        String directory,
        Map<String, String> environment,
        Optional<String> log,
        List<PlannedInput> given,
        List<String> outputs,
        List<Integer> lines,
        Optional<String> notRun,
        String results) {

    /** The folder that scripts write their results to, unless they say otherwise. */
    public static final String RESULTS = "./test_tipc/output";

    private static final Pattern NAMED = Pattern.compile("\\w");

    public PlannedCommand {
        cell = Collections.unmodifiableMap(new LinkedHashMap<>(cell));
        argv = List.copyOf(argv);
        directory = canonical(directory);
        environment = Map.copyOf(environment);
        given = List.copyOf(given);
        outputs = List.copyOf(outputs);
        lines = List.copyOf(lines);
        results = results.startsWith("/") || !NAMED.matcher(results).find() ? RESULTS : results;
    }

    /**
     * Get the program and its arguments for a run below {@code parent}.
     *
     * <p>Upstream's scripts name the folder of their results by an absolute path where a command runs in another folder; in a
     * plan it stands relative to the parent of {@code test_tipc} in any case.
     *
     * @param parent the absolute path of the parent of {@code test_tipc}
     */
    public List<String> argvBelow(Path parent) {
        return directory.equals(".")
                ? argv
                : argv.stream().map(word -> below(parent, word)).toList();
    }

    /**
     * Get where a path of this command lies in a run below {@code parent}, by the same rule as its arguments.
     *
     * @param parent the absolute path of the parent of {@code test_tipc}
     */
    public Path placeBelow(Path parent, String path) {
        String place = directory.equals(".") ? path : below(parent, path);
        return parent.resolve(directory).resolve(place).normalize();
    }

    private String below(Path parent, String word) {
        for (String folder : List.of(results, RESULTS)) {
            Matcher named = Pattern.compile("(?<![\\w./])" + Pattern.quote(folder) + "(?!\\w)")
                    .matcher(word);
            if (named.find()) {
                String inParent = folder.startsWith("./") ? folder.substring(2) : folder;
                return word.substring(0, named.start()) + parent + "/" + inParent + word.substring(named.end());
            }
        }
        return word;
    }

    /** Get the paths of what it is given. */
    public List<String> inputs() {
        return given.stream().map(PlannedInput::path).toList();
    }

    /** Get the trained weights that it reads; empty where it reads none. */
    public Optional<String> weights() {
        return input(PlannedInput.Role.WEIGHTS);
    }

    /** Get the model that it infers with; empty where it has none. */
    public Optional<String> model() {
        return input(PlannedInput.Role.MODEL);
    }

    /** Get the images or other samples that it infers on; empty where it has none. */
    public Optional<String> images() {
        return input(PlannedInput.Role.IMAGES);
    }

    private Optional<String> input(PlannedInput.Role role) {
        return given.stream()
                .filter(input -> input.role() == role)
                .map(PlannedInput::path)
                .findFirst();
    }

    /** Whether {@code other} is the same program with the same arguments, in the same folder, with the same variables. */
    public boolean runsLike(PlannedCommand other) {
        return argv.equals(other.argv) && directory.equals(other.directory) && environment.equals(other.environment);
    }

    /** Get the same command in another working directory. */
    public PlannedCommand in(String otherDirectory) {
        return copy(cell, otherDirectory, environment);
    }

    /** Get the same command with a variable set to another value. */
    public PlannedCommand withVariable(String name, String value) {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.put(name, value);
        return copy(cell, directory, variables);
    }

    /** Get the same command for a cell that one more choice tells apart. */
    public PlannedCommand withChoice(String name, String value) {
        Map<String, String> choices = new LinkedHashMap<>(cell);
        choices.put(name, value);
        return copy(choices, directory, environment);
    }

    private PlannedCommand copy(
            Map<String, String> otherCell, String otherDirectory, Map<String, String> otherEnvironment) {
        return new PlannedCommand(
                step,
                combination,
                otherCell,
                argv,
                otherDirectory,
                otherEnvironment,
                log,
                given,
                outputs,
                lines,
                notRun,
                results);
    }

    private static String canonical(String directory) {
        return directory.startsWith(".") || directory.startsWith("/") ? directory : "./" + directory;
    }
}
