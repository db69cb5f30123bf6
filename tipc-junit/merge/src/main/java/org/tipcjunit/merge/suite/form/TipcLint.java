// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.lint.Diagnosis;
import org.tipcjunit.lint.LintRequest;
import org.tipcjunit.lint.Linter;
import org.tipcjunit.lint.Severity;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.PathPattern;

/** Demands that TIPC configs mean what they say, as {@code tipc lint} explains it. Values: {@code fault}, {@code remedyOfLint}. */
final class TipcLint implements MergeJudge {

    private static final PathPattern CONFIGS = PathPattern.of("test_tipc/{config,configs}/**/*.txt");

    @Override
    public Outcome judge(Review review) {
        List<String> paths = review.change().touched(CONFIGS);
        if (paths.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no TIPC config");
        }
        Optional<String> repository =
                review.suite().suite().map(OfficialSuite::title).map(title -> "PaddlePaddle/" + title);
        List<Violation> violations = new ArrayList<>();
        for (String path : paths) {
            review.sources().text(path).ifPresent(text -> lint(review, path, text, repository, violations));
        }
        return Outcome.of(violations);
    }

    private static void lint(
            Review review, String path, String text, Optional<String> repository, List<Violation> violations) {
        try {
            LintRequest request = new LintRequest(
                    ConfigFile.of(Path.of(path), text),
                    Optional.empty(),
                    repository,
                    Map.of(),
                    Optional.of(name ->
                            review.sources().has(name) || review.sources().hasFolder(name)));
            for (Diagnosis diagnosis : new Linter().lint(request)) {
                if (diagnosis.severity() == Severity.ERROR) {
                    violations.add(Violation.at(path, diagnosis.line())
                            .with("fault", diagnosis.problem())
                            .with("remedyOfLint", diagnosis.remedy()));
                }
            }
        } catch (ConfigException e) {
            violations.add(Violation.of(path)
                    .with("fault", e.problem().what())
                    .with("remedyOfLint", e.problem().remedy()));
        } catch (InvalidPathException e) {
            violations.add(Violation.of(path)
                    .with("fault", "its name cannot be used")
                    .with("remedyOfLint", "name it in letters and digits"));
        }
    }
}
