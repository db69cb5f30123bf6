// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.suite.common.NewModule;

/** Demands the category of a new architecture. Value: {@code type}. */
final class ArchitectureCategory implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart part : review.addition().of("architecture")) {
            List<PythonClass> types = NewModule.classes(review, part);
            seen += types.size();
            // A file may hold what its architecture is made of.
            boolean none = types.stream().noneMatch(type -> type.fields().contains("__category__"));
            if (none && !types.isEmpty() && !isNamedOtherwise(review, types)) {
                violations.add(Violation.at(part.path(), types.get(0).line())
                        .with("type", types.get(0).name()));
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("the change registers no architecture") : Outcome.of(violations);
    }

    /** What a config names at another place than its architecture, such as SSOD, is found without. */
    private static boolean isNamedOtherwise(Review review, List<PythonClass> types) {
        Set<String> names = types.stream().map(PythonClass::name).collect(Collectors.toSet());
        Set<String> places = review.addition().of("config").stream()
                .flatMap(config -> review.sources().yaml(config.path()).stream())
                .flatMap(file -> file.entries().entrySet().stream())
                .filter(entry -> names.contains(entry.getValue().text()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return !places.isEmpty() && !places.contains("architecture");
    }
}
