// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonFile;

/**
 * Demands that a new module is imported in the {@code __init__.py} of its package, or of one above it.
 *
 * <p>A module that another new one imports, and that registers nothing, is a part of that one. Values: {@code module}, {@code init}.
 *
 * @param roles the parts that are looked at
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ImportedJudge(Set<String> roles) implements MergeJudge {

    public ImportedJudge {
        roles = Set.copyOf(roles);
    }

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> parts = review.addition().of(roles).stream()
                .filter(part -> part.path().endsWith(".py"))
                .toList();
        if (parts.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds none of: " + String.join(", ", new java.util.TreeSet<>(roles)));
        }
        List<PythonFile> added = review.sources()
                .pythons(review.change().touched(path -> path.endsWith(".py")));
        List<Violation> violations = new ArrayList<>();
        for (AddedPart part : parts) {
            boolean helps = !registers(review, part) && added.stream()
                    .filter(file -> !file.path().equals(part.path()))
                    .anyMatch(file -> file.takesFrom(part.stem()));
            if (!helps && !isImported(review, part)) {
                violations.add(Violation.of(part.path())
                        .with("module", part.stem())
                        .with("init", part.folder() + "/__init__.py"));
            }
        }
        return Outcome.of(violations);
    }

    private static boolean registers(Review review, AddedPart part) {
        return review.sources().python(part.path()).stream()
                .flatMap(file -> file.classes().stream())
                .anyMatch(type -> !type.decorators().isEmpty());
    }

    private static boolean isImported(Review review, AddedPart part) {
        String folder = part.folder();
        while (!folder.isEmpty()) {
            boolean taken = review.sources().python(folder + "/__init__.py").stream()
                    .anyMatch(init -> init.takesFrom(part.stem()));
            if (taken) {
                return true;
            }
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
        }
        return false;
    }
}
