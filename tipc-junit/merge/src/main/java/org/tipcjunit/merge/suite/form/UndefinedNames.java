// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonFile;

/** Demands that new lines of Python use, and {@code __all__} names, what the file defines or imports. Value: {@code name}. */
final class UndefinedNames implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        return NewLines.inPython(review, (python, added) -> undefined(review, python, added));
    }

    private static List<Violation> undefined(Review review, PythonFile python, NewLines added) {
        if (python.problem().isPresent() || added.isEmpty()) {
            return List.of();
        }
        List<Violation> violations = new ArrayList<>();
        new TreeMap<>(python.undefined()).forEach((name, line) -> {
            if (added.contains(line)) {
                violations.add(Violation.at(python.path(), line).with("name", name));
            }
        });
        missing(review, python)
                .forEach(name -> violations.add(Violation.of(python.path()).with("name", name)));
        return violations;
    }

    /** Get what {@code __all__} promises and nobody gives; a package may promise its modules. */
    private static Set<String> missing(Review review, PythonFile file) {
        Set<String> missing = new TreeSet<>(file.exported().orElse(Set.of()));
        if (missing.contains("?") || file.bound().contains("*")) {
            return Set.of();
        }
        String folder = file.path().substring(0, Math.max(0, file.path().lastIndexOf('/')));
        missing.removeAll(file.bound());
        missing.removeIf(name -> review.sources().has(folder + "/" + name + ".py")
                || review.sources().hasFolder(folder + "/" + name));
        return missing;
    }
}
