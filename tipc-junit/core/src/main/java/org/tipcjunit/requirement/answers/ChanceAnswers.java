// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import java.util.List;
import java.util.Map;
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

    /** The natural logarithm of how likely it is by chance, at most, in one run; two are asked for. */
    private static final double LIKELIHOOD = Math.log(1e-3);

    /**
     * Whether it is far more than chance.
     *
     * @param rows how many rows of scores were replaced, by the number of scores
     */
    public static boolean isExceeded(PrintedShare printed, Map<Integer, Integer> rows) {
        List<Map.Entry<Integer, Integer>> several = List.copyOf(rows.entrySet());
        return several.size() == 1
                && new ChanceAnswers(
                                printed, several.get(0).getKey(), several.get(0).getValue())
                        .isExceeded();
    }

    private boolean isExceeded() {
        double chance = (double) printed.rank() / classes;
        double share = Math.min(1, Math.max(0, printed.share() - printed.rounding()));
        return classes > 2
                && chance < 1
                && share > chance + MARGIN
                && -samples * divergence(share, chance) < LIKELIHOOD;
    }

    /** Get what bounds the likelihood by Chernoff: that of a share of samples is at most e to the minus samples times this. */
    private static double divergence(double share, double chance) {
        return share * Math.log(share / chance) + (share < 1 ? (1 - share) * Math.log((1 - share) / (1 - chance)) : 0);
    }
}
