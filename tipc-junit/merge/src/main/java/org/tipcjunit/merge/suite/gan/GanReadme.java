// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that both READMEs list a new model. Values: {@code model}, {@code file}. */
final class GanReadme implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        if (review.addition().of("model").isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no model");
        }
        Set<String> names = GanNames.of(review);
        List<Violation> violations = Stream.of("README.md", "README_cn.md")
                .filter(path -> !GanNames.isAny(review.sources().shown(path).orElse(""), names))
                .map(path ->
                        Violation.of(path).with("model", GanNames.first(review)).with("file", path))
                .toList();
        return Outcome.of(violations);
    }
}
