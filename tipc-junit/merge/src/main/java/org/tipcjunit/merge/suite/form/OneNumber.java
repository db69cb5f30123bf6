// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownTable;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.suite.common.Languages;
import org.tipcjunit.merge.suite.common.Metric;

/** Demands that all documents state one number for one model and metric. Values: {@code model}, {@code metric}, {@code here}, {@code there}, {@code other}. */
final class OneNumber implements MergeJudge {

    /** A number, and where it stands. */
    private record Stated(Metric.Value value, String text, String path, int line) {}

    @Override
    public Outcome judge(Review review) {
        Map<String, Map<String, List<Stated>>> all = new TreeMap<>();
        for (NewLines file : NewLines.of(review, path -> path.endsWith(".md"))) {
            review.sources().markdown(file.file().path()).ifPresent(text -> collect(text, file, all));
        }
        if (all.isEmpty()) {
            return new Outcome.DoesNotApply("the change documents no metric of a model");
        }
        List<Violation> violations = new ArrayList<>();
        all.forEach((subject, files) -> compare(subject, files, violations));
        return Outcome.of(violations);
    }

    /** A model that a file states twice, as for two sizes of images, is told apart by nothing here. */
    private static void compare(String subject, Map<String, List<Stated>> files, List<Violation> violations) {
        List<Stated> single = files.values().stream()
                .filter(stated -> stated.size() == 1)
                .map(stated -> stated.get(0))
                .toList();
        for (int i = 1; i < single.size(); i++) {
            Stated first = single.get(0);
            Stated other = single.get(i);
            if (!first.value().isSameAs(other.value())) {
                List<String> names = List.of(subject.split("\\|", -1));
                violations.add(Violation.at(other.path(), other.line())
                        .with("model", names.get(0))
                        .with("metric", names.get(1))
                        .with("here", other.text())
                        .with("there", first.text())
                        .with("other", first.path() + ":" + first.line()));
                return;
            }
        }
    }

    private static void collect(MarkdownFile file, NewLines added, Map<String, Map<String, List<Stated>>> all) {
        for (MarkdownTable table : file.tables()) {
            Optional<Integer> model = Metric.modelColumn(table.header());
            if (model.isEmpty()) {
                continue;
            }
            boolean isBackbone = Metric.isOfBackbones(table.header().get(model.get()));
            for (MarkdownTable.Row row : table.rows()) {
                if (!added.contains(row.line())
                        || row.cells().size() != table.header().size()) {
                    continue;
                }
                for (int column = 0; column < table.header().size(); column++) {
                    String metric = Metric.name(table.header().get(column));
                    Optional<Metric.Value> value = Metric.value(row.cells().get(column));
                    String own = metric.isEmpty() ? Metric.own(table.header().get(column)) : "";
                    if (!(metric.isEmpty() && own.isEmpty()) && value.isPresent()) {
                        String subject = Names.plain(row.cells().get(model.get())) + "|" + metric;
                        if (!own.isEmpty() || isBackbone) {
                            subject = subject + own + "|" + Languages.family(file.path());
                        }
                        all.computeIfAbsent(subject, key -> new LinkedHashMap<>())
                                .computeIfAbsent(file.path(), key -> new ArrayList<>())
                                .add(new Stated(value.get(), row.cells().get(column), file.path(), row.line()));
                    }
                }
            }
        }
    }
}
