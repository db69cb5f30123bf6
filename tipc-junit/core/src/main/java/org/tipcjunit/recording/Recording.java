// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Everything the recorder saw while one command ran.
 *
 * @param directory the folder that holds the recording
 * @param processes the Python processes that imported Paddle or asked a service, in order of start; may be empty
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Recording(Path directory, List<RecordedProcess> processes) {

    public Recording {
        processes = List.copyOf(processes);
    }

    /** Get what the recorder could not record, in all processes; empty for a complete recording. */
    public List<String> problems() {
        return processes.stream()
                .flatMap(process -> process.problems().stream())
                .toList();
    }

    /** Get the predictor runs of all processes, in order. */
    public List<PredictorRun> predictorRuns() {
        return processes.stream()
                .flatMap(process -> process.predictorRuns().stream())
                .toList();
    }
}
