// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the diagnoses of one file. */
final class Findings {

    /** A list with many wrong entries is explained by its first ones. */
    private static final int MOST_OF_A_LINE = 5;

    private final Path file;
    private final List<Diagnosis> all = new ArrayList<>();

    private final Map<String, Integer> said = new HashMap<>();

    Findings(Path file) {
        this.file = file;
    }

    void error(LintRule rule, int line, String problem, String upstream, String remedy) {
        add(Severity.ERROR, rule, line, problem, upstream, remedy);
    }

    void warning(LintRule rule, int line, String problem, String upstream, String remedy) {
        add(Severity.WARNING, rule, line, problem, upstream, remedy);
    }

    void note(LintRule rule, int line, String problem, String upstream, String remedy) {
        add(Severity.NOTE, rule, line, problem, upstream, remedy);
    }

    void add(Severity severity, LintRule rule, int line, String problem, String upstream, String remedy) {
        if (said.merge(rule + ":" + line, 1, Integer::sum) > MOST_OF_A_LINE) {
            return;
        }
        all.add(new Diagnosis(file, line, severity, rule, problem, upstream, remedy));
    }

    List<Diagnosis> inOrder() {
        return all.stream().sorted(Comparator.comparingInt(Diagnosis::line)).toList();
    }
}
