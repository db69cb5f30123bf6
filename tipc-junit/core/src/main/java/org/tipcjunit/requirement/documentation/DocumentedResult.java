// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.requirement.text.RankedClasses;
import org.tipcjunit.requirement.text.ResultLine;
import org.tipcjunit.requirement.text.ResultObjects;

/**
 * A result that a document shows of an image, beside what was printed about that image.
 *
 * <p>A label and the integers before the first decimal are the decision; scores may differ, since another training has others. Of
 * several objects, which another training puts in another order, at least half must be the same; of several classes that are ranked by their
 * scores, the best one. A row or line of the document's own form says the class and its score as printed. A line without a decision, such as an embedding, is compared by its values. Where all numbers are equal, both are of one
 * training, and every label must be equal.
 *
 * @param documented the documented line
 * @param printed the lines that the script printed about the image
 * @param words what tells labels from words that every line has
 */
record DocumentedResult(ResultLine documented, List<ResultLine> printed, Wording words) {

    /** How far values of an embedding may be from the documented ones: more than rounding, and far less than another training. */
    private static final double NEAR = 0.05;

    /** What a documented result is. */
    enum Agreement {
        /** The documented decision was printed. */
        AGREES,
        /** Another decision was printed. */
        DIFFERS,
        /** The same numbers were printed with other labels: no training explains that. */
        CONTRADICTS,
        /** There is no decision, and the values are others. */
        OTHER_VALUES,
        /** There is neither a decision nor a value. */
        UNDECIDED
    }

    /**
     * The words that every line has, such as {@code class} and {@code score}.
     *
     * @param common the words of printed lines; empty where fewer than two were printed
     * @param surrounding those of documented lines that no printed line has; empty where all say the same numbers, and so
     *     may be of one class
     */
    record Wording(Set<String> common, Set<String> surrounding) {

        static Wording of(List<ResultLine> printed, List<ResultLine> documented) {
            Set<String> surrounding = common(documented);
            if (documented.stream().map(ResultLine::decision).distinct().count() > 1) {
                printed.forEach(line -> surrounding.removeAll(line.allWords()));
            } else {
                surrounding.clear();
            }
            return new Wording(common(printed), surrounding);
        }

        private static Set<String> common(List<ResultLine> lines) {
            Set<String> common = new HashSet<>();
            if (lines.size() > 1) {
                common.addAll(lines.get(0).allWords());
                lines.forEach(line -> common.retainAll(line.allWords()));
            }
            return common;
        }

        /** Get the words that tell one line from others; where all lines are alike, all that may be labels. */
        private Set<String> telling(Set<String> labels) {
            Set<String> telling = new HashSet<>(labels);
            telling.removeAll(common);
            return telling.isEmpty() ? labels : telling;
        }
    }

    Agreement agreement() {
        Agreement best = Agreement.DIFFERS;
        boolean first = true;
        for (ResultLine line : printed) {
            Agreement next = agreement(line);
            if (next == Agreement.AGREES) {
                return next;
            }
            best = first || next == Agreement.CONTRADICTS ? next : best;
            first = false;
        }
        return best;
    }

    private Agreement agreement(ResultLine line) {
        Optional<DecidedClass> decided = DecidedClass.of(line, words.telling(line.labels()));
        DecidedClass.Said said = decided.map(decision -> decision.saidBy(documented, words.surrounding()))
                .orElse(DecidedClass.Said.NOTHING);
        if (said == DecidedClass.Said.THIS) {
            return Agreement.AGREES;
        }
        Agreement agreement = agreementOfForm(line);
        return agreement == Agreement.DIFFERS && said == DecidedClass.Said.ANOTHER ? Agreement.CONTRADICTS : agreement;
    }

    private Agreement agreementOfForm(ResultLine line) {
        if (documented.hasNumbersOf(line)) {
            return documented.allWords().containsAll(words.telling(line.labels()))
                            && line.allWords().containsAll(known(documented.labels()))
                    ? Agreement.AGREES
                    : Agreement.CONTRADICTS;
        }
        Set<String> labels = words.telling(line.decisionLabels());
        boolean integers = !line.decision().isEmpty() || !documented.decision().isEmpty();
        // A word that every line has may be a label that all images got, or a unit: a score tells the one from the
        // other.
        boolean value = labels.isEmpty() || (words.common().containsAll(labels) && !line.beginsWithScore());
        if (value && !integers) {
            if (line.numbers().isEmpty()) {
                return Agreement.UNDECIDED;
            }
            return line.distance(documented) <= NEAR ? Agreement.AGREES : Agreement.OTHER_VALUES;
        }
        boolean sameIntegers = documented.decision().equals(line.decision());
        boolean onlyIntegers = integers && words.common().containsAll(line.decisionLabels());
        if (RankedClasses.of(documented).hasBestOf(RankedClasses.of(line))
                || ResultObjects.of(documented).resembles(ResultObjects.of(line))) {
            return Agreement.AGREES;
        }
        return sameIntegers && (onlyIntegers || documented.allWords().containsAll(labels))
                ? Agreement.AGREES
                : Agreement.DIFFERS;
    }

    /** Get nothing where the document has its own words around results; its labels where it has the script's. */
    private Set<String> known(Set<String> labels) {
        return printed.stream()
                                .anyMatch(line -> line.words().size()
                                        == documented.words().size())
                        && documented.allWords().containsAll(words.common())
                ? labels
                : Set.of();
    }
}
