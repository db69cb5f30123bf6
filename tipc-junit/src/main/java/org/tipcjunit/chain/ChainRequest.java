// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.Mode;

/**
 * What a chain is to be planned for.
 *
 * @param model the model's name in results and messages
 * @param repository the folder that commands run in, the parent of {@code test_tipc}
 * @param mode how much is trained and inferred
 * @param python the interpreter that takes the place of the one that the config names
 * @param runDirectory the folder of this run; stages get folders below it
 * @param predict the dygraph prediction, which the layout has no line for: a script and its options, where
 *     <code>{weights}</code> stands for the trained weights and <code>{images}</code> for the test images
 * @param images test images to use instead of those that the config names, relative to the repository
 * @param trainArguments arguments added to the training command; certificates show them as an override
 * @param stageLimit how long one stage may run; the mode's own limit when empty
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ChainRequest(
        String model,
        Path repository,
        Mode mode,
        Path python,
        Path runDirectory,
        Optional<String> predict,
        Optional<String> images,
        List<String> trainArguments,
        Optional<Duration> stageLimit) {

    public ChainRequest {
        trainArguments = List.copyOf(trainArguments);
    }
}
