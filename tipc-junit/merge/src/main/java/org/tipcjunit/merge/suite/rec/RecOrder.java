// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that a new model stands at one place in both lists. Values: {@code here}, {@code there}. */
final class RecOrder implements MergeJudge {

    private static final Pattern ENTRY = Pattern.compile("\\|[^|]*\\((?:\\./)?(models/\\w+/[\\w-]+)/?[^)]*\\)");

    @Override
    public Outcome judge(Review review) {
        List<String> chinese = entries(review, "README_CN.md");
        List<String> english = entries(review, "README_EN.md");
        List<String> both = new ArrayList<>(chinese);
        both.retainAll(english);
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (String folder : RecModels.of(review).folders()) {
            if (both.contains(folder)) {
                seen++;
                String here = before(chinese, both, folder);
                String there = before(english, both, folder);
                if (!here.equals(there)) {
                    violations.add(RecModels.violation("README_EN.md", folder)
                            .with("here", here)
                            .with("there", there));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new model stands in both lists") : Outcome.of(violations);
    }

    private static String before(List<String> list, List<String> both, String folder) {
        List<String> known = list.stream().filter(both::contains).toList();
        int at = known.indexOf(folder);
        return at == 0 ? "-" : known.get(at - 1);
    }

    private static List<String> entries(Review review, String file) {
        return review.sources()
                .shown(file)
                .orElse("")
                .lines()
                .filter(line -> line.strip().startsWith("|"))
                .map(ENTRY::matcher)
                .filter(Matcher::find)
                .map(entry -> entry.group(1))
                .distinct()
                .toList();
    }
}
