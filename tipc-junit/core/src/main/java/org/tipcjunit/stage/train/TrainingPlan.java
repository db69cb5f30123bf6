// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.stage.ChainPlan;

/**
 * What a training needs beside its command.
 *
 * @param epochs the argument that the number of epochs is in, where one can be told
 * @param batch the argument that the batch size is in, where the config has a line for it
 * @param modeOptions options whose values the mode or the user chooses, such as {@code --epochs}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TrainingPlan(Optional<EpochArgument> epochs, Optional<BatchArgument> batch, Set<String> modeOptions) {

    public TrainingPlan {
        modeOptions = Set.copyOf(modeOptions);
    }

    /** Find the epochs that a training was asked for by the command that ran; empty where its number is not one of epochs. */
    public static Optional<EpochArgument> epochs(ChainPlan plan, TrainingRun trained) {
        return plan.part(TrainingPlan.class)
                .flatMap(TrainingPlan::epochs)
                .filter(asked -> !asked.countsIterations())
                .flatMap(asked -> asked.valueIn(
                                trained.stage().outcome().command().argv())
                        .map(value -> new EpochArgument(asked.option(), value)));
    }

    /** Find the batch size that a chain's training is asked for. */
    public static Optional<BatchArgument> batch(ChainPlan plan) {
        return plan.part(TrainingPlan.class).flatMap(TrainingPlan::batch);
    }

    /** Get the options of a chain whose values the mode or the user chooses; none where it has no training. */
    public static Set<String> modeOptions(ChainPlan plan) {
        return plan.part(TrainingPlan.class).map(TrainingPlan::modeOptions).orElse(Set.of());
    }
}
