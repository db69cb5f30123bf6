// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that prepare.sh knows the model of a new TIPC config. Values: {@code model}. */
final class GanPrepare implements MergeJudge {

    private static final String PREPARE = "test_tipc/prepare.sh";

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> configs = review.addition().of("tipc").stream()
                .filter(part -> part.stem().equals("train_infer_python"))
                .toList();
        if (configs.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no TIPC config");
        }
        String script = review.sources().text(PREPARE).orElse("");
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : configs) {
            String model = review.sources().text(config.path()).stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("model_name:"))
                    .map(line -> line.substring("model_name:".length()).strip())
                    .findFirst()
                    .orElse(config.folderName());
            if (!script.contains(model)) {
                violations.add(Violation.of(PREPARE).with("model", model));
            }
        }
        return Outcome.of(violations);
    }
}
