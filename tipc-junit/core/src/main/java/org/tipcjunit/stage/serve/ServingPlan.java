// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.serving.ServicePorts;

/**
 * The services of one exported model, as they are to be run in the working copy.
 *
 * @param configPath the serving config, relative to the repository
 * @param modelDirectory the folder that the conversion reads, absolute in the working copy
 * @param programFile the name of the program in it
 * @param parametersFile the name of the parameters in it
 * @param servedDirectory the folder that the conversion writes the model of the service to
 * @param services every service that the config asks for, in its order
 * @param request the name of the service and the key of the image in a request, such as {@code digits:image}; found in the
 *     repository's own client where empty
 * @param ports the ports that services are to use; free ones where empty
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ServingPlan(
        String configPath,
        Path modelDirectory,
        String programFile,
        String parametersFile,
        Path servedDirectory,
        List<PlannedService> services,
        Optional<String> request,
        Optional<ServicePorts> ports) {

    public ServingPlan {
        services = List.copyOf(services);
    }
}
