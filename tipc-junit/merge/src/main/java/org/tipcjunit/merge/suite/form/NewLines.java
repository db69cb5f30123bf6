// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonFile;

/**
 * The lines of a file that were not in it before: a contributor is asked for these alone.
 *
 * @param file the file
 * @param numbers the numbers of the new lines, from 1
 */
record NewLines(FileContent file, BitSet numbers) {

    /**
     * A line.
     *
     * @param text its text; a carriage return at its end stays
     * @param number its number, from 1
     */
    record Line(String text, int number) {}

    /** Get the new lines of all files that are touched, have a text, and are called like this. */
    static List<NewLines> of(Review review, Predicate<String> condition) {
        return of(review, condition, content -> true);
    }

    /** Get the new lines of those of these files that are worth a look at their lines. */
    static List<NewLines> of(Review review, Predicate<String> condition, Predicate<FileContent> worth) {
        List<NewLines> files = new ArrayList<>();
        for (ChangedFile file : review.change().files()) {
            if (file.isThere() && condition.test(file.path())) {
                review.sources()
                        .view()
                        .read(file.path())
                        .filter(FileContent::isText)
                        .filter(worth)
                        .ifPresent(content ->
                                files.add(new NewLines(content, review.sources().newLines(file))));
            }
        }
        return files;
    }

    /**
     * Look at the new lines of all Python that is touched.
     *
     * @param look gets what is wrong with a file, of its outline and its new lines
     */
    static Outcome inPython(Review review, BiFunction<PythonFile, NewLines, List<Violation>> look) {
        List<NewLines> files = of(review, path -> path.endsWith(".py"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Python");
        }
        List<Violation> violations = new ArrayList<>();
        for (NewLines file : files) {
            review.sources()
                    .python(file.file().path())
                    .ifPresent(python -> violations.addAll(look.apply(python, file)));
        }
        return Outcome.of(violations);
    }

    /** Whether a line is new; what is no line is not. */
    boolean contains(int line) {
        return line > 0 && numbers.get(line);
    }

    /** Whether no line is new. */
    boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** Get the lines. */
    List<Line> lines() {
        List<String> all = file.lines();
        return numbers.stream()
                .mapToObj(number -> new Line(all.get(number - 1), number))
                .toList();
    }
}
