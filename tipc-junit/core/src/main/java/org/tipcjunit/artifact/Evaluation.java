// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.Recorder;

/**
 * An evaluation of the trained weights that ended well.
 *
 * @param stage the stage that evaluated; its output holds the metrics
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Evaluation(StageRun stage) {

    /** Get the places of its code, as {@code file:line}, that go on after exceptions of almost any kind. */
    public List<String> handlers() {
        return stage.recording().processes().stream()
                .flatMap(process -> process.lines(Recorder.HANDLERS_NOTE))
                .distinct()
                .toList();
    }
}
