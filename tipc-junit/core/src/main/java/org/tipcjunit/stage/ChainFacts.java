// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.model.Combination;

/**
 * What all stages of a chain have in common.
 *
 * @param model the model's name
 * @param mode the mode as scripts take it, such as {@code lite_train_lite_infer}
 * @param combination the training
 * @param repository the user's repository, which is only read
 * @param runDirectory the folder of this run
 * @param images the folder or file of test images in the working copy; empty where neither the config nor the user names one
 * @param checkpoint the weights that the training is to write, or that the config brings; empty where it names none
 * @param modelDirectory the folder of the inference model
 * @param limit how long all stages together may run
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ChainFacts(
        String model,
        String mode,
        Combination combination,
        Path repository,
        Path runDirectory,
        Optional<Path> images,
        Optional<Path> checkpoint,
        Path modelDirectory,
        Duration limit) {

    /** Get the name of the training, such as {@code norm_train}; empty where the config has but one. */
    public String trainer() {
        return combination.trainer();
    }

    /** Get the folder of the working copy that the chain runs in. */
    public Path workspace() {
        return runDirectory.resolve("workspace");
    }
}
