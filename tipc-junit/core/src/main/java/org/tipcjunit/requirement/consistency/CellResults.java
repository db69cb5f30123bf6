// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Cell;
import org.tipcjunit.artifact.Inference.Way;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.requirement.printed.PrintedResults;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.requirement.text.ResultLine;

/**
 * What the inference script printed in the cells that it ran besides the one that is compared with the prediction: equal outputs
 * must not be printed otherwise, such as the first row of a batch for all images of it.
 *
 * @param printed what was printed in the cell that is compared with the prediction
 * @param pattern finds the printed results; empty where they are found by the samples' names
 * @param tolerance how far printed decimals may lie apart
 */
record CellResults(PrintedResults printed, Optional<String> pattern, Tolerance tolerance) {

    /** Precisions whose outputs lie so far from the others that what is made of them may be another number. */
    private static final Set<String> COARSE = Set.of("fp16", "bf16", "int8");

    Part part(Inference inference) {
        List<Fault> faults = new ArrayList<>();
        List<Fault> unjudged = new ArrayList<>();
        for (Cell cell : inference.cells()) {
            boolean printedByScript = cell.way() == Way.SCRIPT
                    && cell.obstacle().isEmpty()
                    && cell.stage().isPresent();
            if (!printedByScript || COARSE.contains(cell.precision())) {
                continue;
            }
            List<String> output = cell.stage().get().output();
            if (!output.equals(printed.inferred())) {
                Part found = pattern.map(text -> matching(cell, Pattern.compile(text), output))
                        .orElseGet(() -> ofSamples(cell, output));
                faults.addAll(found.faults());
                unjudged.addAll(found.unjudged());
            }
        }
        return new Part(
                faults.stream().limit(1).toList(), unjudged.stream().limit(1).toList(), List.of(), List.of());
    }

    private Part matching(Cell cell, Pattern compiled, List<String> output) {
        return compare(
                cell,
                "a result that matches " + compiled,
                ResultLine.matching(compiled, printed.inferred()),
                ResultLine.matching(compiled, output));
    }

    private Part ofSamples(Cell cell, List<String> output) {
        Part found = Part.none();
        for (int sample = 0; sample < printed.samples().count(); sample++) {
            List<ResultLine> ours = printed.decidedAbout(sample, printed.inferred());
            List<ResultLine> theirs = printed.decidedAbout(sample, output);
            // A line about a whole batch has another form in batches of another size.
            if (!ours.isEmpty() && !isOfSeveral(ours) && !isOfSeveral(theirs)) {
                found = found.plus(compare(cell, printed.samples().name(sample), ours, theirs));
            }
        }
        return found;
    }

    private boolean isOfSeveral(List<ResultLine> lines) {
        return lines.stream()
                .anyMatch(line -> printed.samples()
                                .all()
                                .filter(sample -> !printed.samples()
                                        .about(sample, line.text().lines().toList())
                                        .isEmpty())
                                .limit(2)
                                .count()
                        > 1);
    }

    private Part compare(Cell cell, String about, List<ResultLine> ours, List<ResultLine> theirs) {
        if (ours.stream().allMatch(mine -> theirs.stream().anyMatch(other -> agree(mine, other)))) {
            return Part.none();
        }
        if (ours.size() != theirs.size()) {
            return Part.unjudged(new Fault(
                    printed.infer() + " printed other results for " + about + " in the cell " + cell.name(),
                    theirs.isEmpty()
                            ? "nothing, and in another cell: " + ours.get(0).text()
                            : theirs.size() + " results, and " + ours.size() + " in another cell",
                    "print results in the same form in every cell"));
        }
        int first = IntStream.range(0, ours.size())
                .filter(i -> !agree(ours.get(i), theirs.get(i)))
                .findFirst()
                .orElse(0);
        return Part.faulty(List.of(new Fault(
                printed.infer() + " printed another result for " + about + " in the cell " + cell.name(),
                "in another cell: " + ours.get(first).text() + "\nhere: "
                        + theirs.get(first).text(),
                "look at what happens between the outputs and the print: with batches, each row of the outputs belongs to"
                        + " a sample of its own")));
    }

    /**
     * Where outputs differ in their last digits, numbers that were rounded to integers may come to the next one, and results of
     * nearly equal scores change places.
     */
    private boolean agree(ResultLine mine, ResultLine other) {
        return mine.difference(other.roundedLike(mine), tolerance).isEmpty()
                || agreeInAnyOrder(mine.sorted(), other.sorted());
    }

    private boolean agreeInAnyOrder(ResultLine mine, ResultLine other) {
        return mine.difference(other.roundedLike(mine), tolerance).isEmpty();
    }
}
