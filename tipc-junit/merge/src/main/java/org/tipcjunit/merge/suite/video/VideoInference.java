// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.video;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that the inference helper of a config is there. Value: {@code name}. */
final class VideoInference implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        Set<String> helpers = new TreeSet<>();
        review.sources().python("tools/utils.py").ifPresent(file -> file.classes()
                .forEach(type -> helpers.add(type.name())));
        if (helpers.isEmpty()) {
            return new Outcome.DoesNotApply("there is no tools/utils.py");
        }
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("config")) {
            review.sources()
                    .yaml(config.path())
                    .flatMap(file -> file.get("INFERENCE.name"))
                    .ifPresent(name -> {
                        if (!helpers.contains(name.text())) {
                            violations.add(
                                    Violation.at(config.path(), name.line()).with("name", name.text()));
                        }
                    });
        }
        return Outcome.of(violations);
    }
}
