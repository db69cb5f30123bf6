// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tipcjunit.finding.Quantity;

/** Says in what way a printed result differs from another, where that can be seen; results of one line are separated by {@code ;}. */
final class ResultDiagnosis {

    private static final int SHIFTED_AT_LEAST = 2;

    private ResultDiagnosis() {}

    /** Get the way in which two results differ that are known to differ; empty where none is seen. */
    static Optional<String> of(ResultLine mine, ResultLine other) {
        List<String> ours = parts(mine);
        List<String> theirs = parts(other);
        if (ours.size() != theirs.size()) {
            return Optional.of(count(ours) + " against " + theirs.size() + without(ours, theirs));
        }
        return reordered(ours, theirs).or(() -> shift(mine, other));
    }

    private static String count(List<String> parts) {
        return Quantity.count(parts.size(), "result");
    }

    /** The first one that the other line lacks, where it has all the rest. */
    private static String without(List<String> ours, List<String> theirs) {
        List<String> more = ours.size() > theirs.size() ? ours : theirs;
        List<String> lacking = new ArrayList<>(more);
        (more == ours ? theirs : ours).forEach(lacking::remove);
        return lacking.size() == Math.abs(ours.size() - theirs.size())
                ? ": without a counterpart is " + lacking.get(0) + ", as with another threshold"
                : "";
    }

    private static Optional<String> reordered(List<String> ours, List<String> theirs) {
        if (ours.size() < 2
                || !ours.stream()
                        .sorted()
                        .toList()
                        .equals(theirs.stream().sorted().toList())) {
            return Optional.empty();
        }
        List<Integer> moved = IntStream.range(0, ours.size())
                .filter(i -> !ours.get(i).equals(theirs.get(i)))
                .mapToObj(i -> i + 1)
                .toList();
        return moved.isEmpty()
                ? Optional.empty()
                : Optional.of("the same results in another order: "
                        + (moved.size() == 2
                                ? "number " + moved.get(0) + " and number " + moved.get(1) + " are swapped"
                                : moved.size() + " of " + ours.size() + " stand elsewhere"));
    }

    /** Numbers that all differ by the same amount, such as corners of boxes. */
    private static Optional<String> shift(ResultLine mine, ResultLine other) {
        if (!mine.words().equals(other.words())) {
            return Optional.empty();
        }
        List<BigDecimal> shifts = IntStream.range(0, mine.numbers().size())
                .mapToObj(i -> new BigDecimal(mine.numbers().get(i))
                        .subtract(new BigDecimal(other.numbers().get(i))))
                .filter(difference -> difference.signum() != 0)
                .toList();
        if (shifts.size() < SHIFTED_AT_LEAST) {
            return Optional.empty();
        }
        BigDecimal first = shifts.get(0);
        // Of rounded numbers the same shift shows with one unit of the last digit more or less.
        boolean same = shifts.stream()
                .allMatch(shift ->
                        shift.subtract(first).abs().compareTo(shift.ulp().max(first.ulp())) <= 0);
        return same
                ? Optional.of(shifts.size() + " numbers are " + first.abs().toPlainString()
                        + (first.signum() > 0 ? " larger" : " smaller") + ": a shift")
                : Optional.empty();
    }

    private static List<String> parts(ResultLine line) {
        StringBuilder text = new StringBuilder(line.words().get(0).replaceFirst("^IMAGE\\s*:?\\s*", ""));
        for (int i = 0; i < line.numbers().size(); i++) {
            text.append(' ')
                    .append(line.numbers().get(i))
                    .append(' ')
                    .append(line.words().get(i + 1));
        }
        return Arrays.stream(text.toString().split(";", -1))
                .map(part -> part.strip()
                        .replaceAll("\\s+", " ")
                        .replaceAll(" (?=[,:\\])])", "")
                        .replaceAll("(?<=[\\[(]) ", ""))
                .toList();
    }
}
