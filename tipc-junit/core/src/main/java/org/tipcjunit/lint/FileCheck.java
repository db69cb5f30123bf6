// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.config.ConfigException;

/** Looks for the programs and configs that commands name. */
final class FileCheck {

    /** Folders that suites change into before they run a command. */
    private static final List<String> DIRECTORIES = List.of("", "deploy/");

    private final Layout layout;
    private final Predicate<String> exists;
    private final Findings findings;

    FileCheck(Layout layout, Predicate<String> exists, Findings findings) {
        this.layout = layout;
        this.exists = exists;
        this.findings = findings;
    }

    void check() {
        for (String variable : CommandVariables.CHAIN) {
            layout.entry(variable).filter(Entry::isPresent).ifPresent(this::command);
        }
    }

    private void command(Entry entry) {
        List<String> words;
        try {
            words = CommandWords.split(entry.value());
        } catch (ConfigException e) {
            return;
        }
        Set<String> seen = new HashSet<>();
        boolean program = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (program && (word.endsWith(".py") || word.endsWith(".sh"))) {
                program = false;
                look(entry, word, seen, Severity.ERROR);
            } else if (isConfig(word)) {
                look(entry, word.substring(word.lastIndexOf('=') + 1), seen, Severity.WARNING);
            }
        }
    }

    private static boolean isConfig(String word) {
        return word.endsWith(".yml") || word.endsWith(".yaml");
    }

    private void look(Entry entry, String name, Set<String> seen, Severity severity) {
        if (name.startsWith("/") || name.startsWith("~") || name.indexOf('$') >= 0 || !seen.add(name)) {
            return;
        }
        for (String directory : DIRECTORIES) {
            try {
                String path = Path.of(directory + name).normalize().toString();
                if (path.startsWith("..") || exists.test(path)) {
                    return;
                }
            } catch (InvalidPathException e) {
                return;
            }
        }
        findings.add(
                severity,
                LintRule.MISSING_FILE,
                entry.number(),
                "the command of '" + Shown.text(entry.key()) + "' names " + Shown.text(name) + ", which does not exist",
                "the command fails when it runs; the script goes on and ends with status 0",
                "correct the path, relative to the parent of test_tipc"
                        + (severity == Severity.ERROR ? "" : ", or let prepare.sh make the file"));
    }
}
