// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.Review;

/** The lines of a file that were not in it before: a contributor is asked for these alone. */
record NewLines(FileContent file, List<Line> lines, boolean isNew) {

    /**
     * A line.
     *
     * @param text its text; a carriage return at its end stays
     * @param number its number, from 1
     */
    record Line(String text, int number) {}

    /** Get the new lines of all files that are touched, have a text, and end like this. */
    public static List<NewLines> of(Review review, java.util.function.Predicate<String> condition) {
        List<NewLines> files = new ArrayList<>();
        for (ChangedFile file : review.change().files()) {
            if (file.isThere() && condition.test(file.path())) {
                review.sources()
                        .view()
                        .read(file.path())
                        .filter(FileContent::isText)
                        .ifPresent(content -> files.add(of(review, file, content)));
            }
        }
        return files;
    }

    private static NewLines of(Review review, ChangedFile file, FileContent content) {
        Set<String> before = new HashSet<>();
        review.sources()
                .view()
                .before(file.oldPath())
                .filter(FileContent::isText)
                .ifPresent(old -> before.addAll(old.lines()));
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : content.lines()) {
            number++;
            if (!before.contains(line)) {
                lines.add(new Line(line, number));
            }
        }
        return new NewLines(content, lines, before.isEmpty());
    }
}
