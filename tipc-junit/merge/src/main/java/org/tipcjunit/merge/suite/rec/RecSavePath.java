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
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.source.YamlValue;
import org.tipcjunit.merge.suite.common.WholeName;

/** Demands that both configs save to places of their own, named after the model. Values: {@code saved}, {@code wanted}. */
final class RecSavePath implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart config : review.addition().of("config")) {
            boolean big = config.stem().equals("config_bigdata");
            boolean small = config.stem().equals("config");
            Optional<YamlValue> saved =
                    review.sources().yaml(config.path()).flatMap(file -> file.get("runner.model_save_path"));
            if (saved.isPresent() && (big || small)) {
                seen++;
                String text = saved.get().text();
                boolean whole = WholeName.isIn(text.replace('_', ' '), "all");
                boolean named = Names.mentions(text, RecModels.model(config.folder()));
                if (!text.startsWith("output_model") || !named || whole != big) {
                    violations.add(RecModels.with(
                                    Violation.at(config.path(), saved.get().line()), config.folder())
                            .with("saved", text)
                            .with("wanted", "output_model_" + RecModels.model(config.folder()) + (big ? "_all" : "")));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new config names a place for models") : Outcome.of(violations);
    }
}
