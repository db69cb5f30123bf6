// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.draft.Template;

/**
 * How a script trains.
 *
 * @param single the command on one device
 * @param cards the command on several cards
 * @param nodes the command on several machines
 * @param upstream the command that it runs whatever the config says; mostly none
 * @param cardsTrainNothing whether it forgets to train on several cards
 * @param maxIterations an option that ends a training early, except in full trainings
 * @param deterministic whether it has cuDNN choose deterministic kernels
 * @param builds what it builds first, by a part of the model's name
 * @param waits after what it sleeps
 * @param saveLog the folder of a training
 * @param saveLogOfNodes the folder of a training on several machines
 * @param log the log
 * @param weights the weights that a training leaves
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectTraining(
        Template single,
        Template cards,
        Template nodes,
        Optional<Template> upstream,
        boolean cardsTrainNothing,
        String maxIterations,
        boolean deterministic,
        Map<String, Template> builds,
        Set<Wait> waits,
        Template saveLog,
        Template saveLogOfNodes,
        Template log,
        Template weights) {

    public DialectTraining {
        builds = Map.copyOf(builds);
        waits = Set.copyOf(waits);
    }

    /** Get the command for a form of training. */
    public Template command(Launch launch) {
        return switch (launch) {
            case SINGLE -> single;
            case CARDS -> cards;
            case NODES -> nodes;
        };
    }

    /** What a training runs on. */
    public enum Launch {
        SINGLE,
        CARDS,
        NODES
    }

    /** After what a script sleeps for 5 seconds. */
    public enum Wait {
        TRAIN,
        EVAL
    }
}
