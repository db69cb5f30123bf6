// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.suite.common.WholeName;

/**
 * Demands a tutorial for a new model. Values: {@code model}, {@code document}.
 *
 * @param folder where tutorials of a language lie
 */
record GanTutorial(String folder) implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        Set<String> names = GanNames.of(review);
        if (review.addition().of(Set.of("generator", "model")).isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no generator and no model");
        }
        boolean told = review.sources().paths(path -> path.startsWith(folder) && path.endsWith(".md")).stream()
                .anyMatch(path -> speaksOf(review, path, names));
        String document = folder + GanNames.first(review) + ".md";
        return told
                ? new Outcome.Holds()
                : Outcome.of(List.of(Violation.of(document)
                        .with("model", GanNames.first(review))
                        .with("document", document)));
    }

    /** A tutorial names the configs that it trains with; a name alone may be said of another's paper. */
    private static boolean speaksOf(Review review, String path, Set<String> names) {
        String text = review.sources().said(path).orElse("");
        List<AddedPart> configs = review.addition().of("config");
        return configs.isEmpty()
                ? GanNames.isAny(text, names)
                : configs.stream().anyMatch(config -> WholeName.isWritten(text, config.stem()))
                        || GanNames.isAny(new AddedPart("tutorial", path).stem(), names);
    }
}
