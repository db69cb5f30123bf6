// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.code;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.ModuleTree;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonImport;
import org.tipcjunit.merge.source.TakenNames;

/**
 * Demands that what new lines take of the suite's own packages is there: the module, and the name in it; else the package cannot be
 * imported. An import that may fail is optional, and asked for nothing.
 *
 * <p>Value: {@code missing}.
 */
final class ImportedNames implements MergeJudge {

    private static final Pattern MADE = Pattern.compile("(\\w+)_pb2(?:_grpc)?");

    @Override
    public Outcome judge(Review review) {
        List<ChangedFile> files = review.change().there(path -> path.endsWith(".py"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Python");
        }
        ModuleTree tree = Trees.after(review);
        Set<Violation> violations = new LinkedHashSet<>();
        for (ChangedFile file : files) {
            BitSet added = review.sources().newLines(file);
            if (!added.isEmpty()) {
                review.sources()
                        .python(file.path())
                        .ifPresent(python -> check(review, tree, python, added, violations));
            }
        }
        return Outcome.of(List.copyOf(violations));
    }

    private static void check(
            Review review, ModuleTree tree, PythonFile python, BitSet added, Set<Violation> violations) {
        for (TakenNames taken : TakenNames.of(python)) {
            if (added.get(taken.line())) {
                missing(places(review, tree, python, taken.used()), tree, taken)
                        .filter(missing -> !isMade(review, taken))
                        .ifPresent(missing -> violations.add(
                                Violation.at(python.path(), taken.line()).with("missing", missing)));
            }
        }
    }

    /** Whether a module is made of a description of messages that the repository has, as protoc does, and committed by nobody. */
    private static boolean isMade(Review review, TakenNames taken) {
        String module = taken.used().module();
        return Stream.of(taken.name(), module.substring(module.lastIndexOf('.') + 1))
                .map(MADE::matcher)
                .filter(Matcher::matches)
                .map(made -> made.group(1) + ".proto")
                .anyMatch(file -> !review.sources()
                        .paths(path -> path.equals(file) || path.endsWith("/" + file))
                        .isEmpty());
    }

    /** Get the places that an import can lead to; none where it may lead to a package of others. */
    private static List<String> places(Review review, ModuleTree tree, PythonFile file, PythonImport used) {
        List<String> places = tree.places(used, file.path());
        if (used.level() > 0) {
            return places;
        }
        String module = used.module().replace('.', '/');
        // A file elsewhere may mean another package of that name, which it puts on its own path.
        boolean own = review.suite().code().stream()
                .map(root -> root + "/")
                .anyMatch(root -> (module + "/").startsWith(root) && file.path().startsWith(root));
        List<String> candidates = new ArrayList<>();
        if (own) {
            candidates.add(module);
        } else if (!places.isEmpty() && places.get(0).equals(ModuleTree.place(file.path()))) {
            return List.of(); // A file that is called like a package of others takes that.
        } else if (!places.isEmpty() && tree.has(places.get(0)) && !file.uses().leadsElsewhere()) {
            // What lies beside a file is what it means, but for a module of that name at the root.
            candidates.add(places.get(0));
            candidates.addAll(places.stream().skip(1).filter(tree::has).toList());
        }
        return candidates;
    }

    private static Optional<String> missing(List<String> places, ModuleTree tree, TakenNames taken) {
        boolean found = places.isEmpty()
                || places.stream()
                        .anyMatch(place ->
                                tree.has(place) && (taken.name().isEmpty() || tree.gives(place, taken.name())));
        if (found) {
            return Optional.empty();
        }
        String place = places.get(0);
        if (taken.isMember() && !tree.has(place)) {
            return Optional.empty(); // The member of a class or a value, not of a module.
        }
        return Optional.of(tree.has(place) ? taken.name() + " in " + tree.file(place) : place + ".py");
    }
}
