// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.suite.common.WholeName;

/** Demands that a README speaks of a new config. Values: {@code config}, {@code file}, {@code stem}. */
final class ReadmeRow implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart config : review.addition().of("config")) {
            boolean isModel = review.sources()
                    .yaml(config.path())
                    .filter(file -> file.has("_BASE_"))
                    .isPresent();
            List<String> readmes = ConfigPlace.readmes(config).stream()
                    .filter(review.sources()::has)
                    .toList();
            if (isModel && !readmes.isEmpty()) {
                seen++;
                boolean named = readmes.stream()
                        .flatMap(path -> review.sources().shown(path).stream())
                        .anyMatch(text -> WholeName.isWritten(text, config.stem()));
                if (!named) {
                    violations.add(Violation.of(readmes.get(0))
                            .with("config", config.path())
                            .with("stem", config.stem())
                            .with("file", readmes.get(0)));
                }
            }
        }
        return seen == 0
                ? new Outcome.DoesNotApply("no new config has a README beside or above it")
                : Outcome.of(violations);
    }
}
