// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Weights that a config names by a pattern, such as {@code nafnet*}, a slash and {@code *checkpoint.pdparams}, which upstream's shell
 * expands where it is a word of its own. Trainings whose folders have the time in their names need it.
 *
 * @param planned what the config names, absolute; a pattern or a path
 */
record WeightPattern(Path planned) {

    private static final Pattern WILD = Pattern.compile("[*?]|\\[[^\\]]+\\]");

    /** Whether a name of the path is a pattern and no file or folder is called so. */
    boolean isPattern() {
        return wild() < planned.getNameCount();
    }

    /** Get the deepest folder above that is no pattern; of a path, the folder that it lies in. */
    Path folder() {
        Path folder = planned.resolveSibling(".").normalize();
        return isPattern() ? beginning(planned, wild()) : folder;
    }

    /** Get what a shell expands it to, sorted: what is there and whose names fit, but no hidden ones. */
    List<Path> matches() {
        List<Path> found = List.of(folder());
        for (int i = wild(); i < planned.getNameCount(); i++) {
            String name = planned.getName(i).toString();
            List<Path> next = new ArrayList<>();
            found.forEach(folder -> next.addAll(inside(folder, name)));
            found = next;
        }
        return isPattern() ? found.stream().sorted().toList() : List.of();
    }

    /** Get what later stages are given: the only match; without one, the pattern as it is. */
    Path found() {
        List<Path> matches = matches();
        return matches.size() == 1 ? matches.get(0) : planned;
    }

    /** Get the match that weights are, or lie in; empty where this is no pattern. */
    Optional<Path> matchOf(Path weights) {
        return isPattern() && weights.getNameCount() >= planned.getNameCount()
                ? Optional.of(beginning(weights, planned.getNameCount()))
                : Optional.empty();
    }

    /** Whether a file is called as the last name asks. */
    boolean calls(String file) {
        return fits(planned.getFileName().toString(), file);
    }

    private int wild() {
        Path folder = planned.getRoot();
        for (int i = 0; i < planned.getNameCount(); i++) {
            folder = folder.resolve(planned.getName(i));
            if (WILD.matcher(planned.getName(i).toString()).find() && !Files.exists(folder)) {
                return i;
            }
        }
        return planned.getNameCount();
    }

    private static Path beginning(Path path, int names) {
        return names == 0 ? path.getRoot() : path.getRoot().resolve(path.subpath(0, names));
    }

    private static List<Path> inside(Path folder, String name) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (fits(name, entry.getFileName().toString())) {
                    found.add(entry);
                }
            }
        } catch (IOException e) {
            return List.of(); // What cannot be listed is not found by a shell either.
        }
        return found;
    }

    private static boolean fits(String pattern, String name) {
        if (name.startsWith(".") && !pattern.startsWith(".")) {
            return false;
        }
        if (!WILD.matcher(pattern).find()) {
            return name.equals(pattern);
        }
        try {
            return Pattern.compile(expression(pattern), Pattern.DOTALL)
                    .matcher(name)
                    .matches();
        } catch (PatternSyntaxException e) {
            return name.equals(pattern);
        }
    }

    private static String expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int end = pattern.indexOf(']', i + 2);
            if (c == '*') {
                expression.append(".*");
            } else if (c == '?') {
                expression.append('.');
            } else if (c == '[' && end > 0) {
                String set = pattern.substring(i + 1, end)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&", "\\&");
                expression
                        .append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = end;
            } else {
                expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return expression.toString();
    }
}
