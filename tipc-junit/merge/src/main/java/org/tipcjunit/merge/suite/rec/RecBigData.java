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
import org.tipcjunit.merge.source.YamlValue;

/** Demands that the config of the whole data reads them from datasets/. Value: {@code data}. */
final class RecBigData implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart config : review.addition().of("config")) {
            Optional<YamlValue> data =
                    review.sources().yaml(config.path()).flatMap(file -> file.get("runner.train_data_dir"));
            if (config.stem().equals("config_bigdata") && data.isPresent()) {
                seen++;
                String text = data.get().text();
                if (!text.contains("datasets/") || text.startsWith("/")) {
                    violations.add(RecModels.with(
                                    Violation.at(config.path(), data.get().line()), config.folder())
                            .with("data", text));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new config_bigdata.yaml names data") : Outcome.of(violations);
    }
}
