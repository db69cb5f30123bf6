// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.video;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;

/**
 * Wishes a document that speaks of a new backbone. Values: {@code model}, {@code module}.
 *
 * @param documents the documents of a language
 */
record VideoDocument(String documents) implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<VideoModels.Backbone> backbones = new VideoModels(review).backbones();
        if (backbones.isEmpty()) {
            return new Outcome.DoesNotApply("the change registers no backbone");
        }
        List<String> paths = review.sources().paths(PathPattern.of(documents));
        // Others may have a word of its name for another reason: "adds" is a verb, and "vit" a part of "activity".
        Set<String> touched = new HashSet<>(review.change().touched(path -> true));
        List<Violation> violations = new ArrayList<>();
        for (VideoModels.Backbone backbone : backbones) {
            boolean written = paths.stream()
                    .anyMatch(path -> backbone.isIn(path)
                            || (touched.contains(path)
                                    && review.sources()
                                            .said(path)
                                            .filter(backbone::isIn)
                                            .isPresent()));
            if (!written) {
                String folder = documents.substring(0, documents.indexOf("/**"));
                violations.add(Violation.of(folder + "/model_zoo/recognition/"
                                + backbone.part().stem() + ".md")
                        .with("model", backbone.model())
                        .with("module", backbone.part().stem()));
            }
        }
        return Outcome.of(violations);
    }
}
