// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.PythonFile;

/**
 * Wishes that a new component has some parameters or fields. Values: {@code module}, {@code missing}.
 *
 * @param role the role of the component
 * @param wanted names of parameters of a constructor, or of fields
 */
record SegComponents(String role, Set<String> wanted) implements MergeJudge {

    SegComponents {
        wanted = Set.copyOf(wanted);
    }

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (AddedPart part : review.addition().of(role)) {
            review.sources()
                    .python(part.path())
                    .filter(SegComponents::registers)
                    .ifPresent(file -> {
                        Set<String> missing = new TreeSet<>(wanted);
                        file.classes().forEach(type -> missing.removeIf(name -> has(type, name)));
                        if (!missing.isEmpty()) {
                            violations.add(Violation.of(part.path())
                                    .with("module", part.stem())
                                    .with("missing", String.join(", ", missing)));
                        }
                    });
        }
        return Outcome.of(violations);
    }

    private static boolean registers(PythonFile file) {
        return file.classes().stream().anyMatch(type -> type.isDecorated("add_component"))
                || file.functions().stream().anyMatch(function -> function.decorators().stream()
                        .anyMatch(name -> name.endsWith("add_component")));
    }

    private static boolean has(PythonClass type, String name) {
        return type.fields().contains(name)
                || type.method("__init__")
                        .filter(constructor -> constructor.parameters().contains(name))
                        .isPresent();
    }
}
