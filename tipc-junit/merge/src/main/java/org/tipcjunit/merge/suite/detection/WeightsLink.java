// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;

/** Demands that the weights of a row are named like its config. Values: {@code weights}, {@code config}. */
final class WeightsLink implements MergeJudge {

    private static final PathPattern READMES = PathPattern.of("configs/**/*.md");
    private static final Pattern WEIGHTS = Pattern.compile("([\\w.+-]+)\\.pdparams\\)");
    private static final Pattern CONFIG = Pattern.compile("([\\w.+-]+)\\.ya?ml\\)");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        Set<String> configs = new LinkedHashSet<>();
        review.addition().of("config").forEach(config -> configs.add(config.stem()));
        int seen = 0;
        for (String path : review.change().touched(READMES)) {
            List<String> lines =
                    review.sources().shown(path).stream().flatMap(String::lines).toList();
            for (int i = 0; i < lines.size(); i++) {
                List<String> named = all(CONFIG, lines.get(i));
                List<String> weights = all(WEIGHTS, lines.get(i));
                // A row with more of them says by its other cells which are one pair.
                boolean isRow = lines.get(i).contains("|") && named.size() == 1 && weights.size() == 1;
                if (isRow && configs.contains(named.get(0))) {
                    seen++;
                    if (!weights.equals(named)) {
                        violations.add(Violation.at(path, i + 1)
                                .with("weights", weights.get(0))
                                .with("config", named.get(0)));
                    }
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no row links weights and a new config") : Outcome.of(violations);
    }

    private static List<String> all(Pattern pattern, String line) {
        return pattern.matcher(line).results().map(found -> found.group(1)).toList();
    }
}
