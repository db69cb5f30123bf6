// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.Optional;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;

/** The command of the training, with the number of epochs that gives the iterations that were asked for. */
final class TrainCommand {

    static final Product<PlannedStage> OF_CHAIN = TrainCommand::make;

    private TrainCommand() {}

    /** Get the command as the config has it. */
    static PlannedStage planned(StageContext chain) {
        return chain.required(
                Train.STAGE, "a training", "the mode " + chain.plan().mode() + " trains nothing");
    }

    /** Get the training that counting the iterations was, where there were enough. */
    static Optional<TrainProbe.Trained> counted(StageContext chain) {
        chain.get(OF_CHAIN);
        return isCounted(chain) ? chain.get(TrainProbe.STAGE).training() : Optional.empty();
    }

    private static boolean isCounted(StageContext chain) {
        return chain.plan().request().wishes().iterations().isPresent()
                && chain.plan()
                        .part(TrainingPlan.class)
                        .flatMap(TrainingPlan::epochs)
                        .filter(epochs -> !epochs.countsIterations())
                        .isPresent();
    }

    private static PlannedStage make(StageContext chain) {
        PlannedStage planned = planned(chain);
        if (chain.plan().request().wishes().iterations().isEmpty()) {
            return planned;
        }
        int wanted = chain.plan().request().wishes().iterations().getAsInt();
        EpochArgument epochs = chain.plan()
                .part(TrainingPlan.class)
                .flatMap(TrainingPlan::epochs)
                .orElseThrow(() -> noNumberOfEpochs(chain, planned, wanted));
        int number = wanted;
        String instead = String.valueOf(epochs.value());
        if (!epochs.countsIterations()) {
            TrainProbe.Counted counted = chain.get(TrainProbe.STAGE);
            if (counted.training().isPresent()) {
                return planned;
            }
            int trained = counted.iterations();
            number = epochs.valueFor(wanted, trained);
            epochs.valueWithoutLast(wanted, trained, counted.passes()).ifPresent(fewer -> chain.tools()
                    .progress()
                    .accept("[tipc] " + chain.plan().model() + ": " + epochs.option() + "=" + epochs.value()
                            + " made one pass fewer over the data: where the loop leaves out the last epoch, "
                            + epochs.option() + "=" + fewer
                            + " is enough, in the config or with --train-args, and trains no longer than that"));
            instead += ", which trains " + trained + (trained == 1 ? " iteration" : " iterations");
        } else if (epochs.value() >= wanted) {
            return planned;
        }
        String argument = epochs.option() + "=" + number;
        chain.changed(new Change(Change.PLAN, "--iterations " + wanted, argument, instead));
        chain.tools()
                .progress()
                .accept("[tipc] " + chain.plan().model() + ": trains with " + argument + " instead of " + epochs.value()
                        + ", as --iterations " + wanted + " asks");
        return planned.withArguments(epochs.in(planned.command().argv(), number));
    }

    private static StageFailedException noNumberOfEpochs(StageContext chain, PlannedStage planned, int wanted) {
        return new StageFailedException(new StageFailure(
                chain.plan().model(),
                StageKind.TRAIN,
                planned.name(),
                StageFailure.Reason.FAILED,
                "no argument of the training holds its number of epochs",
                "an option whose value the mode chooses, such as epoch_num:lite_train_lite_infer=2",
                "the training's arguments: "
                        + String.join(" ", planned.command().argv()),
                "leave --iterations " + wanted + " out, and name the number of epochs with --train-args",
                Optional.empty()));
    }
}
