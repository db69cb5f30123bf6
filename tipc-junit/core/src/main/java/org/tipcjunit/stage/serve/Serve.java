// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.stage.Planning;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.export.Export;

/**
 * The services of the exported model, each asked in every way.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Serve implements Stage<ServingRun> {
    /** The stage. */
    STAGE;

    @Override
    public String label() {
        return "serve";
    }

    @Override
    public StageKind kind() {
        return StageKind.SERVE;
    }

    @Override
    public Optional<Class<ServingRun>> artifact() {
        return Optional.of(ServingRun.class);
    }

    @Override
    public Watch watch() {
        return Watch.wholly(RecordingKind.PREDICTOR_RUNS);
    }

    @Override
    public void plan(Planning planning) {
        planning.request()
                .serving()
                .ifPresent(serving -> planning.add(new ServingPlanner(serving, planning.request()).plan()));
    }

    /**
     * Convert, and run every service.
     *
     * @throws StageFailedException if the conversion, or the first service that this machine can run, fails
     */
    @Override
    public ServingRun make(StageContext chain) {
        ServingPlan serving = Services.planned(chain);
        ExportedModel exported = chain.get(Export.STAGE);
        Services services = chain.get(Services.OF_CHAIN);
        return services.inTurn(() -> {
            StageRun conversion = chain.get(Convert.STAGE);
            List<ServedCell> cells = new ArrayList<>();
            AskedService asked = new AskedService(chain, services, exported);
            boolean first = true;
            for (PlannedService planned : serving.services()) {
                cells.add(cell(planned, asked, first));
                first &= planned.serve().isEmpty();
            }
            return new ServingRun(conversion, serving.modelDirectory(), serving.servedDirectory(), cells);
        });
    }

    private static ServedCell cell(PlannedService planned, AskedService asked, boolean first) {
        if (planned.serve().isEmpty()) {
            return new ServedCell(
                    planned.name(),
                    planned.alternatives(),
                    planned.notRun().or(() -> Optional.of("not planned")),
                    Optional.empty(),
                    Optional.empty());
        }
        try {
            return new ServedCell(
                    planned.name(),
                    planned.alternatives(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(asked.run(planned)));
        } catch (StageFailedException e) {
            if (first) {
                throw e;
            }
            return new ServedCell(
                    planned.name(),
                    planned.alternatives(),
                    Optional.empty(),
                    Optional.of(e.failure()),
                    Optional.empty());
        }
    }
}
