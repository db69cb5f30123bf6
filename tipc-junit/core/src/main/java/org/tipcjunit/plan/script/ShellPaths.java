// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.script;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths that a script computes from where it runs and where it lies, such as {@code $(cd $(dirname $0)/..; pwd)}.
 *
 * <p>A script is run as {@code bash test_tipc/SCRIPT.sh} in the parent of {@code test_tipc}, which therefore is {@code .} here:
 * whoever runs a command in another folder leads what stands below it back to that parent.
 */
final class ShellPaths {

    /** What the shell itself sets. */
    static final Map<String, String> VARIABLES = Map.of(
            "PWD", ".",
            "0", "test_tipc/test_train_inference_python.sh",
            "BASH_SOURCE", "test_tipc/test_train_inference_python.sh");

    private static final String OPEN = "(?:\\$\\( ?|`)";
    private static final String CLOSE = "(?: ?\\)|`)";
    private static final Pattern FOLDER = Pattern.compile(OPEN + "((?:cd [^;&()`]+(?:;|&&) ?)*)pwd(?: -[LP])?" + CLOSE);
    private static final Pattern PART = Pattern.compile(
            OPEN + "(dirname|basename|realpath|readlink -[fme]|readlinkf)(?: --)? \"?([^\\s\"()`]+)\"?" + CLOSE);
    private static final Pattern CHANGE = Pattern.compile("cd ([^;&]+)");

    private ShellPaths() {}

    /** Get a text with such paths in place of what computes them, innermost first; what cannot be computed stays. */
    static String computed(String text) {
        String computed = text;
        for (Optional<String> next = once(computed); next.isPresent(); next = once(computed)) {
            computed = next.get();
        }
        return computed;
    }

    private static Optional<String> once(String text) {
        Matcher folder = FOLDER.matcher(text);
        if (folder.find()) {
            return Optional.of(with(text, folder, afterChanges(folder.group(1))));
        }
        Matcher part = PART.matcher(text);
        while (part.find()) {
            Optional<String> value = part(part.group(1), part.group(2));
            if (value.isPresent()) {
                return Optional.of(with(text, part, value.get()));
            }
        }
        return Optional.empty();
    }

    private static String with(String text, Matcher found, String value) {
        return text.substring(0, found.start()) + value + text.substring(found.end());
    }

    private static String afterChanges(String changes) {
        Path folder = Path.of("");
        List<String> targets = CHANGE.matcher(changes)
                .results()
                .map(change -> change.group(1).replace("\"", "").strip())
                .toList();
        for (String target : targets) {
            folder = folder.resolve(target);
        }
        return relative(folder);
    }

    /** A gap that only the run fills is a path of its own, which has no parts yet. */
    private static Optional<String> part(String function, String path) {
        int slash = path.replaceAll("/+$", "").lastIndexOf('/');
        if (slash < 0 && path.contains("{")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (function) {
                    case "dirname" -> slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
                    case "basename" -> path.replaceAll("/+$", "").substring(slash + 1);
                    default -> relative(Path.of(path));
                });
    }

    private static String relative(Path folder) {
        String path = folder.normalize().toString();
        return path.isEmpty() ? "." : path;
    }
}
