// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import java.util.Locale;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One training of a config's lists.
 *
 * @param trainer the trainer, such as {@code norm_train}
 * @param gpus the entry of the list of devices; {@code -1} is the CPU
 * @param autocast the entry of the list of precisions, such as {@code null}, {@code fp32} or {@code amp}
 * @param nodes how many machines take part, at least 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Combination(String trainer, String gpus, String autocast, int nodes) {

    private static final Set<String> FULL_PRECISION = Set.of("", "null", "fp32", "false");
    private static final Combination NONE = new Combination("", "", "", 1);

    /** Get the combination of a command that belongs to no training. */
    public static Combination none() {
        return NONE;
    }

    /** Whether it trains in full precision, not in mixed precision such as {@code amp}. */
    public boolean isFullPrecision() {
        return FULL_PRECISION.contains(autocast.toLowerCase(Locale.ROOT)) && !trainer.equals("amp_train");
    }
}
