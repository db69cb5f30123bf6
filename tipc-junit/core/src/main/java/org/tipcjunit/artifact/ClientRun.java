// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.ClientExchange;

/**
 * A client script of the repository, run unchanged.
 *
 * @param stage the script: its command, how it ended, what it printed
 * @param exchanges what it sent and got, as the recorder saw it
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ClientRun(StageRun stage, List<ClientExchange> exchanges) {

    public ClientRun {
        exchanges = List.copyOf(exchanges);
    }
}
