// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.suite.common.WholeName;

/** Demands that prepare.sh brings the data of a new model. */
final class RecPrepare implements MergeJudge {

    private static final String SCRIPT = "test_tipc/prepare.sh";

    @Override
    public Outcome judge(Review review) {
        String script = review.sources().text(SCRIPT).orElse("");
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (String folder : RecModels.of(review).folders()) {
            Optional<String> config = RecTipc.config(review, folder);
            if (config.isPresent()) {
                seen++;
                String model = name(review, config.get(), folder);
                if (!WholeName.isWritten(script, model)) {
                    violations.add(RecModels.violation(SCRIPT, folder).with("model", model));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new model has a TIPC config") : Outcome.of(violations);
    }

    private static String name(Review review, String config, String folder) {
        return review.sources().text(config).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("model_name:"))
                .map(line -> line.substring("model_name:".length()).strip())
                .findFirst()
                .orElse(RecModels.model(folder));
    }
}
