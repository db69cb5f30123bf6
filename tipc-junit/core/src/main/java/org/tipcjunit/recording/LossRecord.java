// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The loss of one training iteration, as seen by {@code Tensor.backward}.
 *
 * <p>Every outermost backward call is an iteration of its own. Models with several losses a step (GANs, for instance) call it
 * several times before their optimizers step; {@link #step()} and {@link #site()} tell these calls apart.
 *
 * @param iteration 1 for the first backward call of the process
 * @param loss the loss before any scaling for mixed precision; may be NaN or infinite
 * @param time seconds since the recording started
 * @param readerSeconds seconds spent waiting for the training's data loader in this iteration, where one was seen
 * @param samples the batch size, where a data loader was seen
 * @param batchSeconds seconds from one backward call to the next without evaluations in between; empty for the first call
 *     where no data loader was seen
 * @param step 1 before the first optimizer step has been made, 2 after it, and so on
 * @param site the line of the script that called backward, such as {@code train.py:72}; empty when it is not known
 * @param networks the numbers of the networks whose outputs its gradients reached; empty where that was not seen
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record LossRecord(
        int iteration,
        double loss,
        double time,
        OptionalDouble readerSeconds,
        OptionalInt samples,
        OptionalDouble batchSeconds,
        int step,
        String site,
        Optional<Set<Integer>> networks) {

    public LossRecord {
        networks = networks.map(Set::copyOf);
    }

    /** Create the loss of which it is not known whose it is. */
    public LossRecord(
            int iteration,
            double loss,
            double time,
            OptionalDouble readerSeconds,
            OptionalInt samples,
            OptionalDouble batchSeconds,
            int step,
            String site) {
        this(iteration, loss, time, readerSeconds, samples, batchSeconds, step, site, Optional.empty());
    }

    /** Create the loss of an iteration that is an optimizer step of its own and whose duration is not known. */
    public LossRecord(int iteration, double loss, double time, OptionalDouble readerSeconds, OptionalInt samples) {
        this(iteration, loss, time, readerSeconds, samples, OptionalDouble.empty(), iteration, "");
    }

    /** Create the loss of a call whose place in the script is not known. */
    public LossRecord(
            int iteration,
            double loss,
            double time,
            OptionalDouble readerSeconds,
            OptionalInt samples,
            OptionalDouble batchSeconds,
            int step) {
        this(iteration, loss, time, readerSeconds, samples, batchSeconds, step, "");
    }
}
