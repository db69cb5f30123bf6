// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.source.MarkdownTable;
import org.tipcjunit.merge.suite.common.Metric;

/**
 * Wishes that a metric is written as the suite's other documents write it: as a share of one, or as percents. Values: {@code metric},
 * {@code here}, {@code others}.
 */
final class MetricScale implements MergeJudge {

    /** Metrics that are a share of one; what has another scale, such as PSNR, is written in one way. */
    private static final Set<String> SHARES =
            Set.of("top1", "top5", "miou", "miou(flip)", "miou(ms+flip)", "map", "box ap", "hmean", "acc");

    /** Fewer numbers than these are no custom. */
    private static final int CUSTOM = 10;

    /** How often one way is met, of a hundred numbers, where it is the suite's. */
    private static final int MOST = 95;

    /** How the suite writes its metrics. */
    private static final class Customs {

        private final Map<String, int[]> counts = new HashMap<>();

        private void add(String metric, double number) {
            if (number > 0) {
                counts.computeIfAbsent(metric, name -> new int[2])[number > 1 ? 1 : 0]++;
            }
        }

        /** Whether a number is written otherwise than nearly all others. */
        private boolean isOdd(String metric, double number) {
            int[] count = counts.getOrDefault(metric, new int[2]);
            int alike = count[number > 1 ? 1 : 0];
            int all = count[0] + count[1];
            return number > 0 && all >= CUSTOM && (all - alike) * 100 >= all * MOST;
        }
    }

    @Override
    public Outcome judge(Review review) {
        List<ChangedFile> documents = review.change().files().stream()
                .filter(file -> file.isThere() && file.path().endsWith(".md"))
                .toList();
        boolean isDocumented = documents.stream().anyMatch(file -> review.sources().markdown(file.path()).stream()
                .flatMap(document -> document.tables().stream())
                .flatMap(table -> table.header().stream())
                .anyMatch(header -> SHARES.contains(Metric.name(header))));
        if (!isDocumented) {
            return new Outcome.DoesNotApply("the change documents no metric of a model");
        }
        Customs customs = customs(review, documents);
        List<Violation> violations = new ArrayList<>();
        for (ChangedFile file : documents) {
            BitSet added = review.sources().newLines(file);
            review.sources().markdown(file.path()).ifPresent(document -> document.tables()
                    .forEach(table -> check(file.path(), table, added, customs, violations)));
        }
        return Outcome.of(violations);
    }

    /** Look at the documents that lie beside those of the change, or in folders beside theirs. */
    private static Customs customs(Review review, List<ChangedFile> documents) {
        Customs customs = new Customs();
        Set<String> changed = new HashSet<>();
        Set<String> around = new HashSet<>();
        for (ChangedFile file : documents) {
            changed.add(file.path());
            around.add(above(file.path()));
        }
        review.sources()
                .paths(path -> path.endsWith(".md") && !changed.contains(path) && isBelow(path, around))
                .forEach(path -> review.sources().markdown(path).ifPresent(document -> document.tables()
                        .forEach(table -> add(table, new BitSet(), customs))));
        for (ChangedFile file : documents) {
            BitSet added = review.sources().newLines(file);
            review.sources().markdown(file.path()).ifPresent(document -> document.tables()
                    .forEach(table -> add(table, added, customs)));
        }
        return customs;
    }

    private static boolean isBelow(String path, Set<String> folders) {
        int slash = path.lastIndexOf('/');
        while (slash > 0) {
            if (folders.contains(path.substring(0, slash))) {
                return true;
            }
            slash = path.lastIndexOf('/', slash - 1);
        }
        return false;
    }

    /** Get the folder above the one that a file lies in. */
    private static String above(String path) {
        String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }

    private static void add(MarkdownTable table, BitSet left, Customs customs) {
        for (int i = 0; i < table.header().size(); i++) {
            int column = i;
            String metric = Metric.name(table.header().get(i));
            if (SHARES.contains(metric)) {
                table.rows().stream()
                        .filter(row -> row.line() < 1 || !left.get(row.line()))
                        .filter(row -> row.cells().size() > column)
                        .flatMap(row -> Metric.value(row.cells().get(column)).stream())
                        .forEach(value -> customs.add(metric, value.number()));
            }
        }
    }

    private static void check(
            String path, MarkdownTable table, BitSet added, Customs customs, List<Violation> violations) {
        for (int i = 0; i < table.header().size(); i++) {
            String metric = Metric.name(table.header().get(i));
            for (MarkdownTable.Row row : table.rows()) {
                if (SHARES.contains(metric)
                        && row.line() > 0
                        && added.get(row.line())
                        && row.cells().size() > i) {
                    String cell = row.cells().get(i);
                    boolean isOdd = Metric.value(cell)
                            .filter(value -> customs.isOdd(metric, value.number()))
                            .isPresent();
                    if (isOdd) {
                        boolean isPercent = Metric.value(cell).orElseThrow().number() > 1;
                        violations.add(Violation.at(path, row.line())
                                .with("metric", table.header().get(i))
                                .with("here", cell)
                                .with(
                                        "others",
                                        isPercent ? new Words("shares of one", "小数") : new Words("percents", "百分数")));
                    }
                }
            }
        }
    }
}
