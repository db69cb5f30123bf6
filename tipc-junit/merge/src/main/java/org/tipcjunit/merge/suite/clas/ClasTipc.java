// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;

/** Demands a TIPC config for a new backbone. Values: {@code model}, {@code tipc}, {@code config}. */
final class ClasTipc implements MergeJudge {

    private static final PathPattern CONFIGS = PathPattern.of("test_tipc/{config,configs}/**/*.txt");

    @Override
    public Outcome judge(Review review) {
        ClasModels models = new ClasModels(review);
        List<ClasModels.Backbone> backbones = models.backbones();
        if (backbones.isEmpty()) {
            return new Outcome.DoesNotApply("no new module defines a model");
        }
        Map<String, List<String>> configs = models.configs();
        List<String> tests = review.sources().paths(CONFIGS);
        List<Violation> violations = new ArrayList<>();
        for (ClasModels.Backbone backbone : backbones) {
            boolean tested = tests.stream().anyMatch(path -> names(review, path, backbone));
            if (!tested) {
                String model = ClasModels.first(backbone);
                String family = models.family(backbone);
                String config = configs.getOrDefault(model, List.of()).stream()
                        .findFirst()
                        .orElse("ppcls/configs/ImageNet/" + family + "/" + model + ".yaml");
                String file = "test_tipc/configs/" + family + "/" + model + "_train_infer_python.txt";
                violations.add(Violation.of(file)
                        .with("model", model)
                        .with("tipc", file)
                        .with("config", config));
            }
        }
        return Outcome.of(violations);
    }

    private static boolean names(Review review, String path, ClasModels.Backbone backbone) {
        String text = review.sources().text(path).orElse("");
        return backbone.names().stream()
                .anyMatch(name ->
                        text.contains("/" + name + ".yaml") || text.lines().anyMatch(("model_name:" + name)::equals));
    }
}
