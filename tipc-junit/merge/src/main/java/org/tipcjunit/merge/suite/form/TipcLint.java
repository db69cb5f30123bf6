// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.lint.Diagnosis;
import org.tipcjunit.lint.LintRequest;
import org.tipcjunit.lint.Linter;
import org.tipcjunit.lint.Severity;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that TIPC configs mean what they say, as {@code tipc lint} explains it. */
final class TipcLint implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        return TipcConfigs.judge(review, (config, repository) -> errors(review, config, repository).stream()
                .map(error -> violation(config, error))
                .toList());
    }

    private static Violation violation(ConfigFile config, Diagnosis error) {
        return TipcConfigs.violation(config.file().toString(), error.line(), error.problem(), error.remedy());
    }

    /** Get what lint calls an error. */
    static List<Diagnosis> errors(Review review, ConfigFile config, Optional<String> repository) {
        LintRequest request = new LintRequest(
                config,
                Optional.empty(),
                repository,
                Map.of(),
                Optional.of(
                        name -> review.sources().has(name) || review.sources().hasFolder(name)));
        return new Linter()
                .lint(request).stream()
                        .filter(diagnosis -> diagnosis.severity() == Severity.ERROR)
                        .toList();
    }
}
