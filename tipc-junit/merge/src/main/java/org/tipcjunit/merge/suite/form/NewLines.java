// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonFile;

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

    /**
     * Look at the new lines of all Python that is touched.
     *
     * @param look gets what is wrong with a file, of its outline and the numbers of its new lines
     */
    static Outcome inPython(Review review, BiFunction<PythonFile, Set<Integer>, List<Violation>> look) {
        List<NewLines> files = of(review, path -> path.endsWith(".py"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Python");
        }
        List<Violation> violations = new ArrayList<>();
        for (NewLines file : files) {
            Set<Integer> added = file.lines().stream().map(Line::number).collect(Collectors.toSet());
            review.sources()
                    .python(file.file().path())
                    .ifPresent(python -> violations.addAll(look.apply(python, added)));
        }
        return Outcome.of(violations);
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
