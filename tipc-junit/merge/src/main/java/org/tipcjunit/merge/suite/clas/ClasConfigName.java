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

/** Wishes that a config is named like its model. Values: {@code stem}, {@code name}. */
final class ClasConfigName implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("config")) {
            boolean plain = config.path().startsWith("ppcls/configs/ImageNet/")
                    && !config.path().contains("/Distillation/");
            review.sources()
                    .yaml(config.path())
                    .flatMap(file -> file.get("Arch.name"))
                    .filter(name -> plain)
                    .ifPresent(name -> {
                        if (!Names.plain(config.stem()).contains(Names.plain(name.text()))) {
                            violations.add(Violation.at(config.path(), name.line())
                                    .with("stem", config.stem())
                                    .with("name", name.text()));
                        }
                    });
        }
        return Outcome.of(violations);
    }
}
