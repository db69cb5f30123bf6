// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.LossRecord;

/**
 * A training that ended well: its losses, its log and its checkpoint.
 *
 * @param stage the stage that trained
 * @param losses the loss of every iteration of the process with rank 0, in order
 * @param trainLog the standard log written from the recording, {@code test_log/log_train.txt}
 * @param checkpoint the weights that the training wrote
 * @param summedSites the lines of the script whose losses are added up to that of an iteration, where several networks have
 *     one each; empty where an iteration has one loss
 * @param network what was seen of the network whose weights it saved
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record TrainingRun(
        StageRun stage,
        List<LossRecord> losses,
        Path trainLog,
        Path checkpoint,
        List<String> summedSites,
        TrainedNetwork network) {

    public TrainingRun {
        losses = List.copyOf(losses);
        summedSites = List.copyOf(summedSites);
    }

    /** Create a training of which no network was seen. */
    public TrainingRun(
            StageRun stage, List<LossRecord> losses, Path trainLog, Path checkpoint, List<String> summedSites) {
        this(stage, losses, trainLog, checkpoint, summedSites, TrainedNetwork.unseen());
    }

    /** Create a training with one loss an iteration, of which no network was seen. */
    public TrainingRun(StageRun stage, List<LossRecord> losses, Path trainLog, Path checkpoint) {
        this(stage, losses, trainLog, checkpoint, List.of());
    }
}
