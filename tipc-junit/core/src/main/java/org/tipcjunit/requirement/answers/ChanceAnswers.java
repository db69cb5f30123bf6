// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Whether a share of right answers of random scores is what chance gives: of scores that are drawn alike each class is as likely the
 * best, so that it is the rank over the number of classes, however often each label comes.
 *
 * @param printed what was printed of random scores
 * @param classes how many scores each sample has
 * @param samples how many samples
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ChanceAnswers(PrintedShare printed, int classes, int samples) {

    /** By how much it must lie above chance, whatever its likelihood: means of batches and of views scatter more. */
    private static final double MARGIN = 0.1;

    private static final int MOST = 5;
    private static final double DEVIATIONS = 3;

    /** The natural logarithm of how likely it is by chance, at most, in one run; two are asked for. */
    private static final double LIKELIHOOD = Math.log(1e-3);

    /**
     * Whether it is far more than chance.
     *
     * @param rows how many rows of scores were replaced, by the number of scores
     */
    public static boolean isExceeded(PrintedShare printed, Map<Integer, Integer> rows) {
        return of(printed, rows).filter(ChanceAnswers::isExceeded).isPresent();
    }

    /** Get what random scores are right in, where all have one length; several outputs of a network may have rows for one sample. */
    public static Optional<ChanceAnswers> of(PrintedShare printed, Map<Integer, Integer> rows) {
        return Optional.of(List.copyOf(rows.entrySet()))
                .filter(several -> several.size() == 1)
                .map(several -> new ChanceAnswers(
                        printed, several.get(0).getKey(), several.get(0).getValue()));
    }

    /** Get the same of no more samples than there are. */
    public ChanceAnswers ofAtMost(int most) {
        return most > 0 && most < samples ? new ChanceAnswers(printed, classes, most) : this;
    }

    private boolean isExceeded() {
        return isUnlikely() && printed.share() - printed.rounding() > chance() + MARGIN;
    }

    /**
     * Get among how many best scores, of at most 5, the labels of random scores are as often as was printed, where that is more than the metric's
     * name says; empty where there is none, or several may be.
     */
    public OptionalInt moreThanNamed() {
        List<Integer> ranks = IntStream.rangeClosed(1, Math.min(MOST, classes - 1))
                .filter(rank -> isAbout((double) rank / classes))
                .boxed()
                .toList();
        return isUnlikely() && ranks.size() == 1 && ranks.get(0) > printed.rank()
                ? OptionalInt.of(ranks.get(0))
                : OptionalInt.empty();
    }

    private boolean isAbout(double share) {
        double deviation = Math.sqrt(share * (1 - share) / samples);
        return Math.abs(printed.share() - share) <= DEVIATIONS * deviation + printed.rounding();
    }

    private double chance() {
        return (double) printed.rank() / classes;
    }

    private boolean isUnlikely() {
        double chance = chance();
        double share = Math.min(1, Math.max(0, printed.share() - printed.rounding()));
        return classes > 2 && chance < 1 && share > chance && -samples * divergence(share, chance) < LIKELIHOOD;
    }

    /** Get what bounds the likelihood by Chernoff: that of a share of samples is at most e to the minus samples times this. */
    private static double divergence(double share, double chance) {
        return share * Math.log(share / chance) + (share < 1 ? (1 - share) * Math.log((1 - share) / (1 - chance)) : 0);
    }
}
