// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.source.YamlValue;
import org.tipcjunit.merge.suite.common.Ways;

/** Demands the readers that a config names. Value: {@code reader}. */
final class RecReader implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart config : review.addition().of("config")) {
            Optional<YamlFile> file = review.sources().yaml(config.path());
            for (String key : List.of("runner.train_reader_path", "runner.infer_reader_path")) {
                Optional<YamlValue> reader = file.flatMap(yaml -> yaml.get(key));
                if (reader.filter(value -> !value.text().isEmpty()).isPresent()) {
                    seen++;
                    String path = Ways.from(config.path(), reader.get().text() + ".py");
                    // The suite's own kinds of readers are no modules.
                    boolean builtIn = reader.get().text().endsWith("Dataset")
                            || reader.get().text().equals("null");
                    if (!builtIn && !review.sources().has(path)) {
                        violations.add(RecModels.with(
                                        Violation.at(config.path(), reader.get().line()), config.folder())
                                .with("reader", reader.get().text())
                                .with("file", path));
                    }
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new config names a reader") : Outcome.of(violations);
    }
}
