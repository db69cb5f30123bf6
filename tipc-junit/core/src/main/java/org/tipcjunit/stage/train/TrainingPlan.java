// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.ChainPlan;

/**
 * What a training needs beside its command.
 *
 * @param epochs the argument that the number of epochs is in, where one can be told
 * @param modeOptions options whose values the mode or the user chooses, such as {@code --epochs}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TrainingPlan(Optional<EpochArgument> epochs, Set<String> modeOptions) {

    public TrainingPlan {
        modeOptions = Set.copyOf(modeOptions);
    }

    /** Get the options of a chain whose values the mode or the user chooses; none where it has no training. */
    public static Set<String> modeOptions(ChainPlan plan) {
        return plan.part(TrainingPlan.class).map(TrainingPlan::modeOptions).orElse(Set.of());
    }
}
