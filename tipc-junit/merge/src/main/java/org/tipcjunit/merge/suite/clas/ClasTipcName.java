// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Names;

/** Wishes that a TIPC config is named after its model. Values: {@code stem}, {@code model}. */
final class ClasTipcName implements MergeJudge {

    private static final String END = "_train_infer_python";

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("tipc")) {
            String stem = config.stem();
            review.sources().text(config.path()).ifPresent(text -> text.lines()
                    .filter(line -> line.startsWith("model_name:"))
                    .map(line -> line.substring("model_name:".length()).strip())
                    .findFirst()
                    .filter(model -> stem.contains(END) && !Names.mentions(stem, model))
                    .ifPresent(model -> violations.add(
                            Violation.at(config.path(), 2).with("stem", stem).with("model", model))));
        }
        return Outcome.of(violations);
    }
}
