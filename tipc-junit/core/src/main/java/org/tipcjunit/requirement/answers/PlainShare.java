// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.answers.CountedAnswers.Count;
import org.tipcjunit.requirement.answers.CountedAnswers.Plainly;

/**
 * What a printed share of right answers is worth: that of all samples where it is a mean of batches, and what guessing gives
 * beside what is documented. Both are told and warned of, and change nothing.
 *
 * @param counted what was counted in the evaluation
 * @param classes the numbers of classes of which each sample has one
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlainShare(CountedAnswers counted, Set<Integer> classes) {

    /** A last batch that is a little smaller moves a mean by less in large data sets. */
    private static final double LITTLE = 0.001;

    /** A share of two decimals hides no more. */
    private static final double MOST_HIDDEN = 0.005 + 1e-6;

    public PlainShare {
        classes = Set.copyOf(classes);
    }

    /** Get a finding that tells it; one that did not pass, or of another metric, stays as it is. */
    public Finding in(Finding finding, Optional<PrintedShare> printed, boolean higherIsBetter) {
        if (finding.verdict() != Verdict.PASS || printed.isEmpty()) {
            return finding;
        }
        PrintedShare share = printed.get();
        List<Count> plain = counted.plain();
        Optional<Count> only = plain.size() == 1 ? Optional.of(plain.get(0)) : Optional.empty();
        Finding told = only.map(count -> mean(finding, share, count)).orElse(finding);
        return higherIsBetter
                ? documented(finding)
                        .flatMap(documented -> guessed(share, documented, only))
                        .map(told::warning)
                        .orElse(told)
                : told;
    }

    private static Finding mean(Finding finding, PrintedShare share, Count count) {
        Optional<Plainly> known = count.plainly()
                .filter(plainly -> share.rank() <= plainly.right().size());
        if (known.isEmpty()) {
            return finding;
        }
        int right = known.get().right().get(share.rank() - 1);
        double plainly = (double) right / count.samples();
        double mean = known.get().means().get(share.rank() - 1);
        if ((share.isAbout(plainly) || share.isAbout(mean))
                && share.isFurtherThan(MOST_HIDDEN, plainly)
                && share.isFurtherThan(MOST_HIDDEN, mean)) {
            return hidden(finding, share, right, count.samples());
        }
        if (share.isAbout(plainly)) {
            return finding;
        }
        Finding told = finding.plus(
                List.of(Figure.share(
                        "samples with the right answer, of those that were counted", right, count.samples(), "")),
                List.of());
        boolean isMean = share.isAbout(mean);
        return isMean && Math.abs(share.share() - plainly) > LITTLE
                ? told.warning("the printed " + share.name() + " of "
                        + finding.figure(Figure.Key.METRIC)
                                .map(figure -> figure.value().text())
                                .orElse("")
                        + " is a mean of batches that are not of one size: " + right + " of " + count.samples()
                        + " samples are right, which is " + Quantity.of(plainly))
                : told;
    }

    private static Finding hidden(Finding finding, PrintedShare share, int right, int samples) {
        return finding.concluding(
                Verdict.CANNOT_JUDGE,
                "the printed " + share.name() + " is rounded too coarsely",
                right + " of " + samples + " samples are right, which is " + Quantity.of((double) right / samples)
                        + "\n" + finding.observed(),
                "print " + share.name()
                        + " with more decimals, at least 2 of a share or 1 of a percentage, and document it as it is then"
                        + " printed");
    }

    /** Get what is documented, as a share; empty where that is not known. */
    private static Optional<Double> documented(Finding finding) {
        Optional<BigDecimal> documented = finding.figures().stream()
                .filter(figure -> figure.name().startsWith("documented "))
                .findFirst()
                .flatMap(PlainShare::number);
        Optional<BigDecimal> printed = finding.figure(Figure.Key.METRIC).flatMap(PlainShare::number);
        if (documented.isEmpty() || printed.isEmpty() || documented.get().signum() == 0) {
            return Optional.empty();
        }
        // Both are of one scale.
        double value = documented.get().doubleValue();
        return Optional.of(printed.get().compareTo(BigDecimal.ONE) > 0 ? value / 100 : value);
    }

    private Optional<String> guessed(PrintedShare share, double documented, Optional<Count> only) {
        String said = "the documented " + share.name() + " of " + Quantity.of(documented)
                + " is no more than guessing gives: ";
        int known = only.map(Count::classes)
                .orElse(classes.size() == 1 ? classes.iterator().next() : 0);
        if (known > share.rank() && documented <= (double) share.rank() / known) {
            return Optional.of(said + share.rank() + " of " + known + " classes are right in "
                    + Quantity.of((double) share.rank() / known) + " of cases");
        }
        return share.rank() != 1
                ? Optional.empty()
                : only.flatMap(count -> count.plainly()
                        .filter(plainly -> documented <= (double) plainly.ofOneLabel() / count.samples())
                        .map(plainly -> said + "the most frequent label is that of " + plainly.ofOneLabel() + " of "
                                + count.samples() + " samples, which is "
                                + Quantity.of((double) plainly.ofOneLabel() / count.samples())));
    }

    private static Optional<BigDecimal> number(Figure figure) {
        return figure.value() instanceof Figure.Value.Numeric numeric
                ? Optional.of(numeric.number())
                : Optional.empty();
    }
}
