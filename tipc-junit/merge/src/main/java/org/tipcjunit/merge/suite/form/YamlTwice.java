// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that no key stands twice in a mapping: Python takes the last one without a word. Value: {@code key}. */
final class YamlTwice implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<NewLines> files = NewLines.of(review, path -> path.endsWith(".yml") || path.endsWith(".yaml"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no YAML");
        }
        List<Violation> violations = new ArrayList<>();
        for (NewLines file : files) {
            review.sources().yaml(file.file().path()).ifPresent(yaml -> new TreeMap<>(yaml.twice())
                    .forEach((key, line) -> {
                        if (file.contains(line)) {
                            violations.add(Violation.at(yaml.path(), line).with("key", key));
                        }
                    }));
        }
        return Outcome.of(violations);
    }
}
