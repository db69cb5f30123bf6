// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.Names;

/** Wishes a TIPC config for a new model. Values: {@code model}, {@code tipc}, {@code config}. */
final class SegTipc implements MergeJudge {

    private static final PathPattern CONFIGS = PathPattern.of("test_tipc/configs/**/*.{txt,yml}");

    /** A config of TIPC's: its path without case and marks, and what it says. */
    private record Test(String plain, String text) {

        boolean isCalled(String name) {
            return !name.isEmpty() && plain.contains(name);
        }
    }

    @Override
    public Outcome judge(Review review) {
        SegModels added = new SegModels(review);
        List<SegModels.Model> models = added.models();
        if (models.isEmpty()) {
            return new Outcome.DoesNotApply("the change registers no model");
        }
        Map<String, String> folders = added.folders();
        List<Test> tests = review.sources().paths(CONFIGS).stream()
                .map(path ->
                        new Test(Names.plain(path), review.sources().text(path).orElse("")))
                .toList();
        List<Violation> violations = new ArrayList<>();
        for (SegModels.Model model : models) {
            String stem = Names.plain(model.module().stem());
            String folder = folders.getOrDefault(
                    model.type().name(), "configs/" + model.module().stem());
            String name = folder.substring(folder.lastIndexOf('/') + 1);
            String plain = Names.plain(name);
            boolean there = tests.stream()
                    .anyMatch(test -> test.isCalled(stem)
                            || test.isCalled(plain)
                            || test.text().contains(folder + "/"));
            if (!there) {
                String config = review.sources().in(folder).stream()
                        .filter(path -> path.endsWith(".yml"))
                        .findFirst()
                        .orElse(folder + "/" + name + ".yml");
                violations.add(Violation.of("test_tipc/configs/" + name + "/train_infer_python.txt")
                        .with("model", name)
                        .with("config", config)
                        .with("tipc", "test_tipc/configs/" + name + "/train_infer_python.txt"));
            }
        }
        return Outcome.of(violations.stream().distinct().toList());
    }
}
