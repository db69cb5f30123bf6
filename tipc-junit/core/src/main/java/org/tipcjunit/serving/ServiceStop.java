// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.ProcessOutcome;

/**
 * How a service was stopped.
 *
 * @param outcome how its command ended
 * @param printed how many bytes its log had when it was stopped; what follows is about the stop
 * @param duration how long the stop took
 * @param stillListening who still listens on a socket of the service, one line each; empty when its ports are free
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ServiceStop(ProcessOutcome outcome, long printed, Duration duration, List<String> stillListening) {

    public ServiceStop {
        stillListening = List.copyOf(stillListening);
    }
}
