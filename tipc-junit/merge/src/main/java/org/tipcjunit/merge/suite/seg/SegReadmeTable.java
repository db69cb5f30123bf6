// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownTable;
import org.tipcjunit.merge.source.Names;

/** Demands a table of results in the README of a new model. Values: {@code columns}, {@code model}. */
final class SegReadmeTable implements MergeJudge {

    private static final List<String> COLUMNS = List.of("model", "backbone", "resolution", "iters", "miou", "links");

    @Override
    public Outcome judge(Review review) {
        List<String> readmes = new SegModels(review).readmes();
        if (readmes.isEmpty()) {
            return new Outcome.DoesNotApply("no new model has a README");
        }
        List<Violation> violations = new ArrayList<>();
        for (String path : readmes) {
            Optional<MarkdownFile> file = review.sources().markdown(path);
            if (file.isPresent() && file.get().tables().stream().noneMatch(SegReadmeTable::isOfResults)) {
                violations.add(Violation.of(path)
                        .with("columns", "Model, Backbone, Resolution, Training Iters, mIoU, Links")
                        .with("model", folderOf(path)));
            }
        }
        return Outcome.of(violations);
    }

    /** A column may be named otherwise, or left out where the model has no such thing. */
    private static boolean isOfResults(MarkdownTable table) {
        List<String> header = table.header().stream().map(Names::plain).toList();
        long found = COLUMNS.stream()
                .filter(column -> header.stream().anyMatch(name -> name.contains(column)))
                .count();
        boolean scored = header.stream()
                .anyMatch(name -> name.contains("miou") || name.contains("dice") || name.contains("acc"));
        return scored && found >= 4 && !table.rows().isEmpty();
    }

    private static String folderOf(String path) {
        String folder = path.substring(0, path.lastIndexOf('/'));
        return folder.substring(folder.lastIndexOf('/') + 1);
    }
}
