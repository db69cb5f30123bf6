// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownLink;
import org.tipcjunit.merge.source.MarkdownTable;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.suite.common.Metric;

/**
 * Wishes that a new row of a table links to the weights and configs of its own model, not to those that are named after the model of
 * another row, which it was copied from. Values: {@code row}, {@code target}, {@code other}, {@code first}.
 */
final class OwnLinks implements MergeJudge {

    private static final Pattern FILES =
            Pattern.compile("(?s).*\\.(?:pdparams|pdiparams|tar|tar\\.gz|tgz|zip|onnx|ya?ml)(?:[?#].*)?");

    @Override
    public Outcome judge(Review review) {
        Map<String, List<Linked>> old = new HashMap<>();
        List<Linked> added = new ArrayList<>();
        for (ChangedFile file : review.change().files()) {
            if (file.isThere() && file.path().endsWith(".md")) {
                BitSet lines = review.sources().newLines(file);
                for (Linked linked : review.sources()
                        .markdown(file.path())
                        .map(OwnLinks::linked)
                        .orElse(List.of())) {
                    if (lines.get(linked.line())) {
                        added.add(linked);
                    } else {
                        old.computeIfAbsent(linked.target(), target -> new ArrayList<>())
                                .add(linked);
                    }
                }
            }
        }
        if (added.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no row with a link");
        }
        List<Violation> violations = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Linked row : added) {
            copied(row, old.getOrDefault(row.target(), List.of()))
                    .filter(other -> told.add(row.path() + ":" + row.line()))
                    .ifPresent(other -> violations.add(Violation.at(row.path(), row.line())
                            .with("row", row.model())
                            .with("target", row.target())
                            .with("other", other.model())
                            .with("first", other.path() + ":" + other.line())));
        }
        return Outcome.of(violations);
    }

    /**
     * A link in a row.
     *
     * @param model the row's model
     * @param target where the link leads
     * @param path the document
     * @param line the row's line
     */
    private record Linked(String model, String target, String path, int line) {}

    /** Find the row that a link was copied from: what is called after that one's model alone is not what several models share. */
    private static Optional<Linked> copied(Linked row, List<Linked> others) {
        boolean isOneModels = others.stream()
                        .map(other -> Names.plain(other.model()))
                        .distinct()
                        .count()
                == 1;
        return others.stream()
                .findFirst()
                .filter(other -> isOneModels
                        && Names.mentions(row.target(), other.model())
                        && !Names.mentions(row.target(), row.model())
                        && !Names.mentions(other.model(), row.model())
                        && !Names.mentions(row.model(), other.model()));
    }

    private static List<Linked> linked(MarkdownFile file) {
        Map<Integer, String> models = new HashMap<>();
        for (MarkdownTable table : file.tables()) {
            Metric.modelColumn(table.header()).ifPresent(column -> table.rows().stream()
                    .filter(row -> row.cells().size() > column
                            && !Names.plain(row.cells().get(column)).isEmpty())
                    .forEach(row -> models.put(row.line(), row.cells().get(column))));
        }
        List<Linked> linked = new ArrayList<>();
        for (MarkdownLink link : file.links()) {
            String model = models.get(link.line());
            // Where the link is all that the column says, it names no model.
            if (model != null
                    && !Names.same(model, link.text())
                    && FILES.matcher(link.target()).matches()) {
                linked.add(new Linked(model, link.target(), file.path(), link.line()));
            }
        }
        return linked;
    }
}
