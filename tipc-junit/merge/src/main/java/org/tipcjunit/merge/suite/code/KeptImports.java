// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.code;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tipcjunit.merge.change.ChangeKind;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.ModuleTree;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.TakenNames;
import org.tipcjunit.merge.suite.common.WholeName;

/**
 * Demands that what the rest of the repository takes of a module is there still: a change that removes or moves a module, or a name of one,
 * has to mend whoever takes it.
 *
 * <p>Value: {@code missing}.
 */
final class KeptImports implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        Map<String, ChangedFile> changed = new HashMap<>();
        review.change().files().stream()
                .filter(file -> file.path().endsWith(".py") || file.oldPath().endsWith(".py"))
                .forEach(file -> changed.put(file.path(), file));
        if (changed.values().stream().allMatch(file -> file.kind() == ChangeKind.ADDED)) {
            return new Outcome.DoesNotApply("the change removes, moves and modifies no Python");
        }
        Trees trees = Trees.of(review);
        Set<String> lost = lost(changed, trees);
        Set<Violation> violations = new LinkedHashSet<>();
        for (PythonFile file : review.sources().pythons(takers(review, changed, lost))) {
            check(review, changed, trees, file, violations);
        }
        return Outcome.of(List.copyOf(violations));
    }

    /** Get the last parts of modules, and the names of others, that were there before the change only. */
    private static Set<String> lost(Map<String, ChangedFile> changed, Trees trees) {
        Set<String> lost = new HashSet<>();
        for (ChangedFile file : changed.values()) {
            if (file.kind() != ChangeKind.ADDED && file.oldPath().endsWith(".py")) {
                String place = ModuleTree.place(file.oldPath());
                if (trees.after().has(place)) {
                    Set<String> names = new HashSet<>(trees.before().names(place));
                    names.removeAll(trees.after().names(place));
                    lost.addAll(names);
                } else {
                    lost.add(place.substring(place.lastIndexOf('/') + 1));
                }
            }
        }
        return lost;
    }

    /** Get the files that may take what is lost: those that have a word of it, and what was moved itself. */
    private static Set<String> takers(Review review, Map<String, ChangedFile> changed, Set<String> lost) {
        Set<String> takers = new LinkedHashSet<>();
        changed.values().stream()
                .filter(file -> file.kind() == ChangeKind.RENAMED && file.path().endsWith(".py"))
                .forEach(file -> takers.add(file.path()));
        if (!lost.isEmpty()) {
            for (String path : review.sources().paths(name -> name.endsWith(".py"))) {
                boolean speaks = review.sources()
                        .text(path)
                        .filter(text -> WholeName.isAnyWritten(text, lost))
                        .isPresent();
                if (speaks) {
                    takers.add(path);
                }
            }
        }
        return takers;
    }

    private static void check(
            Review review, Map<String, ChangedFile> changed, Trees trees, PythonFile file, Set<Violation> violations) {
        ChangedFile change = changed.get(file.path());
        if (change != null && change.kind() == ChangeKind.ADDED) {
            return;
        }
        String old = change == null ? file.path() : change.oldPath();
        // What new lines take is another rule's.
        BitSet added = change == null ? new BitSet() : review.sources().newLines(change);
        for (TakenNames taken : TakenNames.of(file)) {
            // Who takes a member of a module that is not there has been told so of the module.
            boolean isTold = taken.isMember() && !trees.after().resolves(taken.used(), file.path(), "");
            if (!isTold
                    && !added.get(taken.line())
                    && trees.before().resolves(taken.used(), old, taken.name())
                    && !trees.after().resolves(taken.used(), file.path(), taken.name())) {
                violations.add(Violation.at(file.path(), taken.line()).with("missing", missing(trees, old, taken)));
            }
        }
    }

    private static String missing(Trees trees, String old, TakenNames taken) {
        String place = trees.before().places(taken.used(), old).stream()
                .filter(trees.before()::has)
                .findFirst()
                .orElse("");
        boolean isThere = trees.after().has(place) && !taken.name().isEmpty();
        return isThere
                ? taken.name() + " in " + trees.after().file(place)
                : trees.before().file(place);
    }
}
