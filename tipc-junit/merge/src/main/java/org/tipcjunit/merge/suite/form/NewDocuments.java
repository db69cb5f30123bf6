// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;

/** Looks at the new lines of each document that a change touches. */
final class NewDocuments {

    private NewDocuments() {}

    static Outcome judge(Review review, BiFunction<MarkdownFile, NewLines, List<Violation>> check) {
        List<NewLines> files = NewLines.of(review, path -> path.endsWith(".md"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Markdown");
        }
        List<Violation> violations = new ArrayList<>();
        for (NewLines file : files) {
            review.sources().markdown(file.file().path()).ifPresent(text -> violations.addAll(check.apply(text, file)));
        }
        return Outcome.of(violations);
    }
}
