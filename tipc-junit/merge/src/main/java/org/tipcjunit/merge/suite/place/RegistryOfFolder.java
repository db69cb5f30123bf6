// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.suite.common.SuiteCode;

/**
 * Demands that a new module registers what it has where the modules beside it do, as those that configs name are looked for there alone.
 *
 * <p>Values: {@code registry}, {@code usual}.
 */
final class RegistryOfFolder implements MergeJudge {

    /** Fewer modules have no custom. */
    private static final int FEW = 3;

    /** One of as many as these is an exception. */
    private static final int RARE = 10;

    @Override
    public Outcome judge(Review review) {
        Set<String> added = new HashSet<>(review.change().added(path -> path.endsWith(".py")));
        if (added.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no Python");
        }
        Map<String, List<Set<String>>> folders = new TreeMap<>();
        for (PythonFile file : SuiteCode.of(review).files()) {
            Set<String> registries = Registry.of(file);
            if (!registries.isEmpty() && !added.contains(file.path())) {
                folders.computeIfAbsent(folder(file.path()), name -> new ArrayList<>())
                        .add(registries);
            }
        }
        List<Violation> violations = new ArrayList<>();
        for (PythonFile file : review.sources().pythons(added)) {
            Set<String> own = Registry.of(file);
            List<Set<String>> beside = folders.getOrDefault(folder(file.path()), List.of());
            long alike = beside.stream()
                    .filter(registries -> !Collections.disjoint(registries, own))
                    .count();
            boolean strange = beside.size() >= FEW && alike * RARE < beside.size();
            if (strange && isUsualElsewhere(folders, folder(file.path()), own)) {
                violations.add(Violation.at(file.path(), line(file))
                        .with("registry", String.join(", ", own))
                        .with("usual", usual(beside)));
            }
        }
        return Outcome.of(violations);
    }

    /** A registry that has no folder of its own yet is at home wherever its first module lies. */
    private static boolean isUsualElsewhere(Map<String, List<Set<String>>> folders, String here, Set<String> own) {
        return folders.entrySet().stream()
                .filter(folder -> !folder.getKey().equals(here))
                .anyMatch(folder -> folder.getValue().stream()
                                .filter(registries -> !Collections.disjoint(registries, own))
                                .count()
                        >= FEW);
    }

    private static int line(PythonFile file) {
        return file.classes().stream()
                .filter(type -> !Registry.of(type).isEmpty())
                .findFirst()
                .orElseThrow()
                .line();
    }

    private static String usual(List<Set<String>> beside) {
        Map<String, Integer> counts = new TreeMap<>();
        beside.stream().flatMap(Set::stream).forEach(name -> counts.merge(name, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
