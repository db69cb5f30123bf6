// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.config.shell.ShellBranches;
import org.tipcjunit.config.shell.ShellScript;

/**
 * What a {@code prepare.sh} fetches in a mode, as far as its text says it.
 *
 * @param fetches each command, with its line; one whose condition is not understood is among them
 */
record PrepareFetches(List<Fetch> fetches) {

    private static final Pattern FETCHES = Pattern.compile(
            "(?:^|[;&|(] ?|\\b(?:then|else|do|sudo) )((?:wget|curl|aria2c|axel|gdown|git (?:lfs )?(?:clone|pull)|hub install"
                    + "|python[\\d.]* \\S*(?<![A-Za-z])download\\w*\\.py)\\b[^;&|]*)");
    private static final Pattern ADDRESS = Pattern.compile("(?:https?|ftp)://[^\\s\"'<>)]+");
    private static final Pattern COMPARISON =
            Pattern.compile("!? ?\\[\\[? ?\"?\\$\\{?(\\w+)\\}?\"? ?(==?|!=) ?[\"']?([\\w.\\-]+)[\"']? ?\\]\\]?");
    private static final Pattern MODE = Pattern.compile("(\\w+)=\"?\\$\\{?2\\}?\"?");

    PrepareFetches {
        fetches = List.copyOf(fetches);
    }

    /**
     * A command that fetches.
     *
     * @param line its line, from 1
     * @param what the address, or the command where it names none
     */
    record Fetch(int line, String what) {}

    /**
     * Follow a script.
     *
     * @param text the script
     * @param mode the mode that it is called with
     * @param model the name that it reads from the config
     */
    static PrepareFetches in(String text, String mode, String model) {
        ShellBranches branches = new ShellBranches();
        List<Fetch> found = new ArrayList<>();
        List<String> modes = new ArrayList<>(List.of("MODE", "mode"));
        // A command of several lines is one.
        for (ShellScript.Line line : ShellScript.of(joined(text)).lines()) {
            Matcher assigned = MODE.matcher(line.text());
            if (assigned.matches()) {
                modes.add(assigned.group(1));
            }
            Map<String, String> known = Stream.concat(
                            modes.stream().map(name -> Map.entry(name, mode)),
                            Stream.of(Map.entry("model_name", model)))
                    .filter(entry -> !entry.getValue().isEmpty())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
            boolean isBranch = branches.follow(line.text());
            if ((!isBranch || line.text().contains("then"))
                    && branches.conditions().stream().noneMatch(condition -> fails(condition, known))) {
                fetched(line, found);
            }
        }
        return new PrepareFetches(found.stream().distinct().toList());
    }

    private static String joined(String text) {
        return text.replaceAll("\\\\\\r?\\n(?=[^\\n]*)", " ");
    }

    private static void fetched(ShellScript.Line line, List<Fetch> found) {
        Matcher command = FETCHES.matcher(line.text());
        while (command.find()) {
            List<String> addresses = ADDRESS.matcher(command.group(1))
                    .results()
                    .map(address -> address.group())
                    .toList();
            (addresses.isEmpty() ? List.of(command.group(1).strip()) : addresses)
                    .forEach(address -> found.add(new Fetch(line.number(), address)));
        }
    }

    /** Whether a condition surely fails; one of several parts is not understood, except that all of an {@code &&} must hold. */
    private static boolean fails(String condition, Map<String, String> known) {
        boolean negated = condition.startsWith("!");
        String asked = negated ? condition.substring(1).strip() : condition.strip();
        if (asked.contains("||") || asked.contains(" -o ")) {
            return false;
        }
        if (asked.contains("&&")) {
            return !negated && Pattern.compile("&&").splitAsStream(asked).anyMatch(part -> fails(part.strip(), known));
        }
        Matcher comparison = COMPARISON.matcher(asked.replaceFirst(";$", "").strip());
        if (!comparison.matches() || !known.containsKey(comparison.group(1))) {
            return false;
        }
        boolean holds = comparison.group(3).equals(known.get(comparison.group(1)))
                != (comparison.group(2).equals("!=") != asked.startsWith("! "));
        return holds == negated;
    }
}
