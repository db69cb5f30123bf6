// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;

/**
 * A service that is to be started.
 *
 * @param model the model's name, for progress
 * @param command the command that starts it and runs as long as it does
 * @param log the file for its output
 * @param life how long it may run at most; positive
 * @param readyLimit how long it may take until it answers; positive
 * @param ports the ports that it will listen on
 * @param probe a request that it must be able to answer
 * @param sockets the folder with the sockets that lead to its ports, where it has a loopback of its own
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ServiceSpec(
        String model,
        Command command,
        Path log,
        Duration life,
        Duration readyLimit,
        ServicePorts ports,
        PipelineRequest probe,
        Optional<Path> sockets) {

    /** Create one of a service that listens on this machine. */
    public ServiceSpec(
            String model,
            Command command,
            Path log,
            Duration life,
            Duration readyLimit,
            ServicePorts ports,
            PipelineRequest probe) {
        this(model, command, log, life, readyLimit, ports, probe, Optional.empty());
    }
}
