// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.suite.common.SuiteCode;

/** Demands that no two files register a class of one name in one place: the suites' registries refuse the second. Values: {@code type}, {@code other}. */
final class RegisteredOnce implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<String> added = review.change().added(path -> path.endsWith(".py"));
        if (added.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no Python");
        }
        Map<String, List<String>> places = new TreeMap<>();
        for (PythonFile file : SuiteCode.of(review).files()) {
            registered(file).keySet().forEach(key -> places.computeIfAbsent(key, name -> new ArrayList<>())
                    .add(file.path()));
        }
        List<Violation> violations = new ArrayList<>();
        for (PythonFile file : review.sources().pythons(added)) {
            registered(file).forEach((key, type) -> places.getOrDefault(key, List.of()).stream()
                    .filter(path -> !path.equals(file.path()))
                    .findFirst()
                    .ifPresent(other -> violations.add(Violation.at(file.path(), type.line())
                            .with("type", type.name())
                            .with("other", other))));
        }
        return Outcome.of(violations);
    }

    /** Get the registered classes by where they are registered and their name. */
    private static Map<String, PythonClass> registered(PythonFile file) {
        Map<String, PythonClass> registered = new LinkedHashMap<>();
        for (PythonClass type : file.classes()) {
            for (String decorator : Registry.decorators(type)) {
                registered.put(origin(file, decorator) + " " + decorator + " " + type.name(), type);
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
