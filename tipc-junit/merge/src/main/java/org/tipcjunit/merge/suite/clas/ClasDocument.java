// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.Names;

/** Demands a document for a new backbone. Values: {@code model}, {@code document}. */
final class ClasDocument implements MergeJudge {

    private static final PathPattern DOCUMENTS =
            PathPattern.of("docs/{zh_CN,en}/{models,algorithm_introduction,PULC}/**/*.md");

    /** A row in a list of all models is demanded besides, and is no document. */
    private static final PathPattern LISTS = PathPattern.of("**/{README,ImageNet_models,model_list}*.md");

    @Override
    public Outcome judge(Review review) {
        ClasModels models = new ClasModels(review);
        List<ClasModels.Backbone> backbones = models.backbones();
        if (backbones.isEmpty()) {
            return new Outcome.DoesNotApply("no new module defines a model");
        }
        List<String> documents = review.sources().paths(path -> DOCUMENTS.test(path) && !LISTS.test(path));
        List<Violation> violations = new ArrayList<>();
        for (ClasModels.Backbone backbone : backbones) {
            String family = models.family(backbone);
            boolean written = documents.stream()
                    .anyMatch(path -> Names.mentions(path, family)
                            || review.sources()
                                    .said(path)
                                    .filter(text -> backbone.names().stream().anyMatch(text::contains))
                                    .isPresent());
            if (!written) {
                String document = "docs/zh_CN/models/ImageNet1k/" + family + ".md";
                violations.add(Violation.of(document).with("model", family).with("document", document));
            }
        }
        return Outcome.of(violations);
    }
}
