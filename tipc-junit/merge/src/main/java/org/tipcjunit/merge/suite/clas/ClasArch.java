// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that what a config names as its network can be found. Values: {@code name}, {@code module}. */
final class ClasArch implements MergeJudge {

    private static final Pattern NAMES =
            Pattern.compile("Arch(\\.(Backbone|Neck|Head))?\\.name|Arch\\.models\\.\\d+\\.\\w+\\.name");

    @Override
    public Outcome judge(Review review) {
        String module = review.addition().of("backbone").stream()
                .map(AddedPart::stem)
                .findFirst()
                .orElse("my_model");
        Set<String> known = new ClasModels(review).imported();
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("config")) {
            review.sources().yaml(config.path()).ifPresent(file -> file.entries()
                    .forEach((way, value) -> {
                        if (NAMES.matcher(way).matches() && !known.contains(value.text())) {
                            violations.add(Violation.at(config.path(), value.line())
                                    .with("name", value.text())
                                    .with("module", module));
                        }
                    }));
        }
        return Outcome.of(violations);
    }
}
