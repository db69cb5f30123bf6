// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.suite.common.Ways;

/** Demands that what a config builds on is there. Value: {@code base}. */
final class ConfigBases implements MergeJudge {

    private static final Pattern BASE = Pattern.compile("(?i)_base_(\\.\\d+)?");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (String path : review.change().touched(name -> name.endsWith(".yml") || name.endsWith(".yaml"))) {
            review.sources().yaml(path).ifPresent(file -> check(review, file, violations));
        }
        return Outcome.of(violations);
    }

    private static void check(Review review, YamlFile file, List<Violation> violations) {
        file.entries().forEach((way, value) -> {
            boolean isBase = BASE.matcher(way).matches();
            boolean isFile = value.text().endsWith(".yml") || value.text().endsWith(".yaml");
            if (isBase && isFile && !review.sources().has(Ways.from(file.path(), value.text()))) {
                violations.add(Violation.at(file.path(), value.line()).with("base", value.text()));
            }
        });
    }
}
