// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Names;

/**
 * Demands that a new TIPC config takes the config that the change adds for its model, not that of another one: in the line that trains, and in all others that name a config of the suite's. Values: {@code model},
 * {@code other}, {@code config}.
 */
final class TipcModels implements MergeJudge {

    private static final String END = "train_infer_python.txt";
    private static final Pattern CONFIG = Pattern.compile("[\\w./-]+\\.ya?ml");
    private static final String MODEL = "model_name:";

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> tests = review.addition().of("tipc").stream()
                .filter(part -> part.path().endsWith(END))
                .toList();
        List<AddedPart> configs = review.addition().of("config");
        if (tests.isEmpty() || configs.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no config together with a TIPC config");
        }
        List<Violation> violations = new ArrayList<>();
        for (AddedPart test : tests) {
            List<String> lines =
                    review.sources().text(test.path()).orElse("").lines().toList();
            Set<String> names = new TreeSet<>(Set.of(test.folderName()));
            lines.stream()
                    .filter(line -> line.startsWith(MODEL))
                    .forEach(line -> names.add(line.substring(MODEL.length()).strip()));
            List<String> own = configs.stream()
                    .map(AddedPart::path)
                    .filter(path -> isOf(path, names))
                    .toList();
            boolean isFirst = true;
            for (int i = 0; i < lines.size() && !own.isEmpty(); i++) {
                List<String> used = CONFIG.matcher(lines.get(i))
                        .results()
                        .map(MatchResult::group)
                        .toList();
                // The first one trains; later ones may be of what runs the exported model.
                if (!used.isEmpty() && (isFirst || used.stream().allMatch(path -> isConfig(review, path)))) {
                    boolean isOwn = used.stream()
                            .anyMatch(path -> isOf(path, names)
                                    || own.stream().anyMatch(path::endsWith)
                                    || review.sources().text(path).stream().anyMatch(text -> isOf(text, names)));
                    if (!isOwn) {
                        violations.add(Violation.at(test.path(), i + 1)
                                .with("model", String.join(", ", names))
                                .with("other", used.get(0))
                                .with("config", own.get(0)));
                    }
                    isFirst = false;
                }
            }
        }
        return Outcome.of(violations);
    }

    private static boolean isConfig(Review review, String path) {
        return review.suite().parts().stream().anyMatch(part -> part.role().equals("config") && part.has(path));
    }

    private static boolean isOf(String text, Set<String> names) {
        return names.stream().anyMatch(name -> Names.mentions(text, name));
    }
}
