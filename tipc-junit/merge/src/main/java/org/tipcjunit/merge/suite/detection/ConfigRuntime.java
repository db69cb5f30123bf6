// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.Optional;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that a config builds on the suite's own runtime. */
final class ConfigRuntime implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        return EffectiveConfig.each(
                review,
                (config, effective) -> effective.files().contains("configs/runtime.yml")
                        ? Optional.empty()
                        : Optional.of(Violation.of(config.path())));
    }
}
