// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.SuiteRules;
import org.tipcjunit.merge.source.YamlValue;

/** Demands that no config leads to a place that only the contributor's machine has. Value: {@code place}. */
final class LocalPaths implements MergeJudge {

    /** Where machines keep what is somebody's; a model's name may hold a slash, and scripts of every machine lie in others. */
    private static final Pattern PLACE =
            Pattern.compile("(?<![\\w./$}~-])(?:/(?:(?:home|Users|mnt|media|workspace|ssd\\d+)/[\\w.-]+|root/)"
                    + "|[C-Z]:\\\\{1,2}\\w)[^\\s,;'\"\\])}]*"
                    + "|(?:file:///|https?://(?:localhost|127\\.|10\\.\\d+\\.|192\\.168\\.))[^\\s,;'\"\\])}]*");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (ChangedFile file : review.change().files()) {
            if (file.isThere() && isConfig(review.suite(), file.path())) {
                seen++;
                BitSet added = review.sources().newLines(file);
                texts(review, file.path()).forEach((line, text) -> {
                    Matcher place = PLACE.matcher(text);
                    if (added.get(line) && place.find()) {
                        violations.add(Violation.at(file.path(), line).with("place", place.group()));
                    }
                });
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("the change touches no config") : Outcome.of(violations);
    }

    private static boolean isConfig(SuiteRules suite, String path) {
        return suite.parts().stream()
                .anyMatch(part -> List.of("config", "shared", "tipc").contains(part.role()) && part.has(path));
    }

    /** Get what a config says by its lines; the comments of YAML say nothing. */
    private static Map<Integer, String> texts(Review review, String path) {
        Map<Integer, String> texts = new TreeMap<>();
        if (path.endsWith(".txt")) {
            List<String> lines = review.sources().text(path).orElse("").lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                texts.put(i + 1, lines.get(i));
            }
        } else {
            review.sources().yaml(path).ifPresent(file -> {
                for (YamlValue value : file.entries().values()) {
                    texts.merge(value.line(), value.text(), (one, other) -> one + " " + other);
                }
            });
        }
        return texts;
    }
}
