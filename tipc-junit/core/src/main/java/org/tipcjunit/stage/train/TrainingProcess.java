// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.RecordedProcess;

/** Tells which of the processes of a training is the one whose losses count. */
@API(status = Status.INTERNAL, since = "0.1")
public final class TrainingProcess {

    private TrainingProcess() {}

    /**
     * Find the process that trained: of those with rank 0 and losses the one that saved the weights, else the one with the
     * most losses, else the one that started first.
     *
     * @param weights the weights as planned, with or without {@code .pdparams}; empty where none are planned
     */
    public static Optional<RecordedProcess> among(List<RecordedProcess> processes, Optional<Path> weights) {
        return processes.stream()
                .filter(process -> process.rank() == 0 && !process.losses().isEmpty())
                .reduce((first, second) -> order(weights).compare(second, first) > 0 ? second : first);
    }

    private static Comparator<RecordedProcess> order(Optional<Path> weights) {
        return Comparator.<RecordedProcess, Boolean>comparing(process -> saved(process, weights))
                .thenComparing(process -> process.losses().size());
    }

    private static boolean saved(RecordedProcess process, Optional<Path> weights) {
        return process.checkpoints().stream()
                .filter(record -> record.operation().equals("save"))
                .anyMatch(record -> weights.isPresent()
                        && (record.path().equals(weights.get().toString())
                                || record.path().equals(weights.get() + ".pdparams")
                                || record.path().startsWith(weights.get() + "/")));
    }
}
