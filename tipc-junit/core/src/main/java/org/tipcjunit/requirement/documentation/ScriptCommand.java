// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.process.Command;
import org.tipcjunit.requirement.text.Readme.CodeBlock;
import org.tipcjunit.requirement.text.Readme.Line;

/**
 * A command that runs a Python script or module, without the interpreter and its launcher.
 *
 * @param line the line of the README where it begins; 0 for a command that ran
 * @param script the script's path, or the module's name, as written
 * @param positional arguments before the first option
 * @param options each option's name with its dashes, and its values in order; of an option that is given again, such as by
 *     PaddleSeg's configs, the last counts, as it does for the script; what an option overrides of a config, such as
 *     {@code -o Global.epochs=2}, is an option of its own, {@code -o Global.epochs}
 */
record ScriptCommand(int line, String script, List<String> positional, Map<String, List<String>> options) {

    private static final Set<String> SHELLS = Set.of("", "bash", "sh", "shell", "console", "shell-session", "zsh");

    /** What upstream's scripts report of a command that ran: colours around it, its fate before it and a mark behind it. */
    private static final Pattern COLOUR = Pattern.compile("\u001b?\\[\\d{1,2}(?:;\\d{1,2})*m");

    private static final Pattern REPORT =
            Pattern.compile("^.*\\bRun (?:successfully|failed) with command - (.*?)\\s*!?\\s*$");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"\\\\]|\\\\.|'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\")+");
    private static final Pattern PART = Pattern.compile("'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|\\\\(.)");
    private static final Pattern END = Pattern.compile("[#|&]|[12]?>");
    private static final Pattern OPTION = Pattern.compile("(--?[A-Za-z][\\w.-]*)(?:=(.*))?", Pattern.DOTALL);
    private static final Pattern CONFIG_OPTION = Pattern.compile("-c|--?(?:cfg|config)\\w*");
    private static final Pattern INTERPRETER = Pattern.compile("(?:.*/)?python[\\d.]*");
    private static final Pattern FILE_NAME =
            Pattern.compile(".*\\.(?:pd\\w+|json|ya?ml|txt|png|jpe?g|bmp|npy|onnx|py|zip|tar|log)");

    /** Where stages write, so that a config there was made by one of them, such as PaddleSeg's {@code deploy.yaml}. */
    private static final Pattern MADE = Pattern.compile("(?:.*/)?(?:test_tipc/output|output|log)/.*");

    private static final String WEIGHTS = ".pdparams";
    private static final Pattern FOLDER_NAME = Pattern.compile("[A-Za-z_][\\w.-]*");
    private static final Pattern OVERRIDE = Pattern.compile("([A-Za-z_][\\w.]*)=(.*)", Pattern.DOTALL);

    /** What suites' own test scripts override beside a config's lines, and what changes no result. */
    private static final Map<String, String> ADDED_BY_SCRIPTS = Map.of(
            "Global.print_mem_info", "True",
            "Global.log_ranks", "0,1,2,3,4,5,6,7",
            "AMP.use_amp", "False",
            "log_iter", "1");

    private static final Pattern CONSTANT = Pattern.compile("(?i)true|false|none|null");

    ScriptCommand {
        positional = List.copyOf(positional);
        options = Map.copyOf(options);
    }

    /** Find the commands in a block of shell commands; none if the block holds something else. */
    static List<ScriptCommand> in(CodeBlock block) {
        List<ScriptCommand> commands = new ArrayList<>();
        if (!SHELLS.contains(block.language())) {
            return commands;
        }
        StringBuilder joined = new StringBuilder();
        int begin = 0;
        for (Line line : block.lines()) {
            begin = joined.isEmpty() ? line.number() : begin;
            String text = unreported(line.text()).strip();
            if (text.endsWith("\\")) {
                joined.append(text, 0, text.length() - 1).append(' ');
                continue;
            }
            joined.append(text);
            for (String command : joined.toString().split("&&|\\|\\||;", -1)) {
                of(begin, words(command)).ifPresent(commands::add);
            }
            joined.setLength(0);
        }
        if (!joined.isEmpty()) {
            of(begin, words(joined.toString())).ifPresent(commands::add);
        }
        return commands;
    }

    /** Get the last line of this command, where the next one of the block begins with an option: a backslash is missing there. */
    Optional<Line> cutOff(CodeBlock block) {
        List<Line> lines = block.lines().stream()
                .dropWhile(other -> other.number() < line)
                .dropWhile(other -> other.text().strip().endsWith("\\"))
                .limit(2)
                .toList();
        return lines.size() == 2 && lines.get(1).text().strip().matches("--?[A-Za-z].*")
                ? Optional.of(lines.get(0))
                : Optional.empty();
    }

    /** Read the command that ran; empty if it runs no Python script. */
    static Optional<ScriptCommand> ran(List<String> argv) {
        return of(0, argv);
    }

    /** Get a command as a document has it, which names no machine's own interpreter. */
    static Command shown(Command command) {
        List<String> words = new ArrayList<>(command.argv());
        if (INTERPRETER.matcher(words.get(0)).matches()) {
            words.set(0, "python");
        }
        return new Command(words, command.workingDirectory(), Map.of());
    }

    private static Optional<ScriptCommand> of(int line, List<String> words) {
        int script = 0;
        while (script < words.size() && !words.get(script).endsWith(".py")) {
            script++;
        }
        if (script == words.size()) {
            // A module that is run by its name.
            script = words.indexOf("-m") + 1;
        }
        if (script == 0 || script >= words.size()) {
            return Optional.empty();
        }
        List<String> positional = new ArrayList<>();
        Map<String, List<String>> options = new LinkedHashMap<>();
        String option = "";
        for (String word : words.subList(script + 1, words.size())) {
            Matcher matcher = OPTION.matcher(word);
            Optional<String> value = Optional.of(word);
            if (matcher.matches()) {
                option = matcher.group(1);
                value = Optional.ofNullable(matcher.group(2));
                options.put(option, new ArrayList<>());
            }
            Matcher override = OVERRIDE.matcher(value.orElse(""));
            if (option.isEmpty()) {
                positional.add(word);
            } else if (override.matches()) {
                options.put(option + " " + override.group(1), List.of(override.group(2)));
            } else {
                List<String> values = options.computeIfAbsent(option, name -> new ArrayList<>());
                value.ifPresent(values::add);
            }
        }
        // An option that only introduces overrides says nothing of its own.
        options.entrySet()
                .removeIf(entry -> entry.getValue().isEmpty() && introduces(entry.getKey(), options.keySet()));
        return Optional.of(new ScriptCommand(line, words.get(script), positional, options));
    }

    private static String unreported(String line) {
        Matcher report = REPORT.matcher(COLOUR.matcher(line).replaceAll(""));
        return report.matches() ? report.group(1) : line;
    }

    private static boolean introduces(String option, Set<String> names) {
        return names.stream().anyMatch(name -> name.startsWith(option + " "));
    }

    /** Split as a shell would, up to a comment, a pipe, a redirection or the background. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String word = matcher.group();
            if (END.matcher(word).lookingAt()) {
                break;
            }
            words.add(PART.matcher(word)
                    .replaceAll(part -> Matcher.quoteReplacement(
                            part.group(1) != null
                                    ? part.group(1)
                                    : part.group(2) != null ? part.group(2) : part.group(3))));
        }
        return words;
    }

    /** Whether both run the same script, if one path is given relative to a folder further down. */
    boolean sameScript(ScriptCommand other) {
        String mine = normal(script);
        String theirs = normal(other.script);
        return mine.equals(theirs) || mine.endsWith("/" + theirs) || theirs.endsWith("/" + mine);
    }

    /**
     * Get how this documented command differs from the one that {@code ran}, one sentence a difference.
     *
     * @param free names of options that may be there or not, with any value
     */
    List<String> differences(ScriptCommand ran, Set<String> free) {
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>(options.keySet());
        names.addAll(ran.options.keySet());
        // Of an override, such as -o Global.epochs, either word may be the free one.
        names.removeIf(name -> free.contains(name)
                || free.contains(name.replaceFirst(" .*", ""))
                || free.contains(name.substring(name.indexOf(' ') + 1)));
        for (String name : names) {
            List<String> mine = options.getOrDefault(name, List.of());
            List<String> theirs = ran.options.getOrDefault(name, List.of());
            if (!ran.options.containsKey(name)) {
                differences.add("documents " + name + ", which the run did not have");
            } else if (!options.containsKey(name)) {
                if (addedByScripts(name, theirs)) {
                    continue;
                }
                differences.add("lacks " + name + ", which the run had");
            } else if (!agree(name, mine, theirs)) {
                differences.add("documents " + name + " " + String.join(" ", mine) + ", the run had "
                        + String.join(" ", theirs));
            }
        }
        if (!agree("", positional, ran.positional)) {
            differences.add("documents the arguments " + positional + ", the run had " + ran.positional);
        }
        return differences;
    }

    /**
     * Get the files of weights that this documented command names otherwise than {@code ran}, a sentence each. It is no difference:
     * documents name released weights, or the best ones where a test takes the last.
     */
    List<String> otherWeights(ScriptCommand ran) {
        return new TreeSet<>(options.keySet())
                .stream()
                        .filter(ran.options::containsKey)
                        .map(name -> otherWeights(
                                name, options.getOrDefault(name, List.of()), ran.options.getOrDefault(name, List.of())))
                        .flatMap(Optional::stream)
                        .toList();
    }

    private static Optional<String> otherWeights(String name, List<String> mine, List<String> theirs) {
        return mine.size() == 1
                        && theirs.size() == 1
                        && mine.get(0).endsWith(WEIGHTS)
                        && theirs.get(0).endsWith(WEIGHTS)
                        && !fileName(mine.get(0)).equals(fileName(theirs.get(0)))
                ? Optional.of("names " + mine.get(0) + " for " + name + ", the run had " + theirs.get(0)
                        + "; whether they are the same weights is not told")
                : Optional.empty();
    }

    private static boolean addedByScripts(String name, List<String> values) {
        String usual = ADDED_BY_SCRIPTS.get(name.substring(name.indexOf(' ') + 1));
        return usual != null && name.contains(" ") && values.equals(List.of(usual));
    }

    private static boolean agree(String name, List<String> mine, List<String> theirs) {
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            String a = mine.get(i);
            String b = theirs.get(i);
            boolean equal = a.equals(b) || (CONFIG_OPTION.matcher(name).matches() ? sameConfig(a, b) : arePaths(a, b));
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    /** A config that an export made lies where the reader had it made; its name says which it is. */
    private static boolean sameConfig(String documented, String ran) {
        return sameFile(documented, ran)
                || (MADE.matcher(ran).matches()
                        && documented.contains("/")
                        && fileName(documented).equals(fileName(ran)));
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean sameFile(String a, String b) {
        String mine = normal(a);
        String theirs = normal(b);
        return mine.equals(theirs) || mine.endsWith("/" + theirs) || theirs.endsWith("/" + mine);
    }

    private static String normal(String path) {
        return path.startsWith("./") ? path.substring(2) : path;
    }

    /** Whether one is a path beyond doubt and the other can be one. */
    private static boolean arePaths(String a, String b) {
        return (isPath(a) && canBePath(b)) || (isPath(b) && canBePath(a));
    }

    private static boolean isPath(String value) {
        return value.contains("/") || FILE_NAME.matcher(value).matches();
    }

    /** A bare word such as {@code output} can be a folder; a number or a truth value can't. */
    private static boolean canBePath(String value) {
        return isPath(value)
                || (FOLDER_NAME.matcher(value).matches()
                        && !CONSTANT.matcher(value).matches());
    }
}
