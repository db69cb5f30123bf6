// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.suite.common.PreparedModel;

/**
 * Demands that a new TIPC config does not give its model the name that the TIPC config of another one has, by which logs, data and
 * outputs are told apart. Values: {@code model}, {@code other}, {@code own}.
 */
final class TipcName implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> tests = review.addition().of("tipc").stream()
                .filter(part -> TrainingConfigs.isOne(part.path()))
                .toList();
        if (tests.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no TIPC config that trains");
        }
        Owners owners = review.sources().once(Owners.class, () -> owners(review));
        List<Violation> violations = new ArrayList<>();
        for (AddedPart test : tests) {
            PreparedModel.name(review, test.path())
                    .filter(model -> !Names.mentions(test.path(), model))
                    .ifPresent(model -> Optional.ofNullable(owners.paths().get(model))
                            .ifPresent(other -> violations.add(Violation.at(test.path(), line(review, test.path()))
                                    .with("model", model)
                                    .with("own", test.folderName())
                                    .with("other", other))));
        }
        return Outcome.of(violations);
    }

    /** The TIPC configs that lie where their models are called so, by these names. */
    private record Owners(Map<String, String> paths) {}

    private static Owners owners(Review review) {
        Map<String, String> paths = new HashMap<>();
        for (String path : review.sources().paths(TrainingConfigs::isOne)) {
            PreparedModel.name(review, path)
                    .filter(model -> Names.mentions(path, model))
                    .ifPresent(model -> paths.putIfAbsent(model, path));
        }
        return new Owners(paths);
    }

    private static int line(Review review, String path) {
        List<String> lines = TrainingConfigs.lines(review, path);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("model_name:")) {
                return i + 1;
            }
        }
        return 0;
    }
}
