// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What the model's service did: its conversion, and every cell of the config's services.
 *
 * @param conversion the stage that converted the exported model for Paddle Serving
 * @param exportedAt the folder that the conversion read, into which the model that this run exported was put
 * @param servedModel the folder of the converted model, which the conversion wrote in this run
 * @param cells every service that the config asks for, in its order
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ServingRun(StageRun conversion, Path exportedAt, Path servedModel, List<ServedCell> cells) {

    public ServingRun {
        cells = List.copyOf(cells);
    }

    /** Get the services that ran, in order. */
    public List<ServiceRun> services() {
        return cells.stream().flatMap(cell -> cell.service().stream()).toList();
    }

    /** Get the first service that ran, which the repository's own clients asked as well; empty where none can run. */
    public Optional<ServiceRun> first() {
        return services().stream().findFirst();
    }
}
