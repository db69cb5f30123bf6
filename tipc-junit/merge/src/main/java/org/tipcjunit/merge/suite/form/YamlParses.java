// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that YAML can be read. Value: {@code fault}. */
final class YamlParses implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<String> paths = review.change().touched(path -> path.endsWith(".yml") || path.endsWith(".yaml"));
        if (paths.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no YAML");
        }
        List<Violation> violations = new ArrayList<>();
        for (String path : paths) {
            Utf8.fault(review, path).ifPresent(violations::add);
            review.sources()
                    .yaml(path)
                    .flatMap(file -> file.problem())
                    .ifPresent(fault ->
                            violations.add(Violation.at(path, fault.line()).with("fault", fault.what())));
        }
        return Outcome.of(violations);
    }
}
