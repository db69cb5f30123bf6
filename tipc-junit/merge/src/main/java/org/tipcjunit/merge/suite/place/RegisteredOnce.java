// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.suite.common.SuiteCode;

/** Demands that no two classes of one name are registered in one place: the suites' registries refuse the second. Values: {@code type}, {@code other}. */
final class RegisteredOnce implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        // Projects of their own beside the suite's code take its registry, and are never imported together with it.
        List<String> added = review.change()
                .added(path -> path.endsWith(".py") && review.suite().isCode(path));
        if (added.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no Python to the suite's code");
        }
        Map<String, List<String>> places = new TreeMap<>();
        for (PythonFile file : SuiteCode.of(review).files()) {
            registered(file).forEach(registered -> places.computeIfAbsent(registered.key(), name -> new ArrayList<>())
                    .add(file.path()));
        }
        List<Violation> violations = new ArrayList<>();
        for (PythonFile file : review.sources().pythons(added)) {
            Map<String, PythonClass> own = new TreeMap<>();
            for (Registered registered : registered(file)) {
                PythonClass type = registered.type();
                PythonClass first = own.putIfAbsent(registered.key(), type);
                places.getOrDefault(registered.key(), List.of()).stream()
                        .filter(path -> !path.equals(file.path()))
                        .findFirst()
                        .or(() -> Optional.ofNullable(first).map(before -> file.path() + ":" + before.line()))
                        .ifPresent(other -> violations.add(Violation.at(file.path(), type.line())
                                .with("type", type.name())
                                .with("other", other)));
            }
        }
        return Outcome.of(violations);
    }

    /**
     * A class that is registered.
     *
     * @param key where, and its name
     * @param type the class
     */
    private record Registered(String key, PythonClass type) {}

    private static List<Registered> registered(PythonFile file) {
        List<Registered> registered = new ArrayList<>();
        for (PythonClass type : file.classes()) {
            Set<String> keys = new HashSet<>();
            for (String decorator : Registry.decorators(type)) {
                String key = origin(file, decorator) + " " + decorator + " " + type.name();
                if (keys.add(key)) {
                    registered.add(new Registered(key, type));
                }
            }
        }
        return registered;
    }

    /** Get where a file has what it registers with: packages may have registries of one name. */
    private static String origin(PythonFile file, String decorator) {
        String root = decorator.contains(".") ? decorator.substring(0, decorator.indexOf('.')) : decorator;
        return file.imports().stream()
                .filter(used -> used.bound().contains(root))
                .map(used -> used.path(file.path()))
                .findFirst()
                .orElse(file.path());
    }
}
