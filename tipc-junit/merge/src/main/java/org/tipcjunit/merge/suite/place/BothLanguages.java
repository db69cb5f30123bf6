// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownTable;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.suite.common.Languages;

/**
 * Wishes that a new row of a table stands in the translation of its document too, where that has the rows around it. Values: {@code row}, {@code other}.
 */
final class BothLanguages implements MergeJudge {

    /** So many of the rows around it have to be there for a table to be the translation of another. */
    private static final double MOST = 0.6;

    private static final Pattern MARKDOWN = Pattern.compile("(?s).*\\.md");

    @Override
    public Outcome judge(Review review) {
        Map<String, List<String>> families = families(review);
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (ChangedFile file : review.change().files()) {
            List<String> others = families.getOrDefault(Languages.family(file.path()), List.of());
            if (!file.isThere() || others.size() < 2) {
                continue;
            }
            Optional<MarkdownFile> here = review.sources().markdown(file.path());
            for (String other : others) {
                Optional<MarkdownFile> there = review.sources().markdown(other);
                if (!other.equals(file.path()) && here.isPresent() && there.isPresent()) {
                    seen++;
                    here.get().tables().forEach(table -> check(review, file, table, there.get(), violations));
                }
            }
        }
        return seen == 0
                ? new Outcome.DoesNotApply("the change touches no document that has a translation")
                : Outcome.of(violations);
    }

    private static Map<String, List<String>> families(Review review) {
        Map<String, List<String>> families = new HashMap<>();
        for (String path : review.sources().paths(name -> MARKDOWN.matcher(name).matches())) {
            families.computeIfAbsent(Languages.family(path), family -> new ArrayList<>())
                    .add(path);
        }
        return families;
    }

    private static void check(
            Review review, ChangedFile file, MarkdownTable table, MarkdownFile other, List<Violation> violations) {
        Set<String> there = new TreeSet<>();
        other.tables().forEach(found -> found.rows().forEach(row -> there.add(subject(row))));
        List<MarkdownTable.Row> added = table.rows().stream()
                .filter(row -> review.sources().newLines(file).get(row.line()))
                .toList();
        List<String> old = table.rows().stream()
                .filter(row -> !added.contains(row))
                .map(BothLanguages::subject)
                .toList();
        long shared = old.stream().filter(there::contains).count();
        if (shared < 2 || shared < MOST * old.size()) {
            return;
        }
        for (MarkdownTable.Row row : added) {
            String subject = subject(row);
            if (!subject.isEmpty() && !there.contains(subject) && !Names.mentions(other.shown(), subject)) {
                violations.add(Violation.at(file.path(), row.line())
                        .with("row", row.cells().get(0))
                        .with("other", other.path()));
            }
        }
    }

    /** Get what a row is about, without marks; what is no word of both languages is told by nothing here. */
    private static String subject(MarkdownTable.Row row) {
        String first = row.cells().isEmpty() ? "" : Names.plain(row.cells().get(0));
        return first.matches("[a-z\\d]+") ? first : "";
    }
}
