// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ClientRun;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;

/**
 * The repository's own clients, which ask a service while it runs.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Request implements Stage<List<ClientRun>> {
    /** The stage. */
    STAGE;

    @Override
    public String label() {
        return "request";
    }

    @Override
    public StageKind kind() {
        return StageKind.REQUEST;
    }

    @Override
    public Watch watch() {
        return Watch.wholly(RecordingKind.SERVING_CLIENT);
    }

    /** Get what the clients of the first service that ran were told; none where none ran. */
    @Override
    public List<ClientRun> make(StageContext chain) {
        return chain.get(Serve.STAGE).first().map(ServiceRun::clients).orElse(List.of());
    }
}
