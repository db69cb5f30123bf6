// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.recording.RecordedProcess;

/** Recorded processes that never ran, for tests of pure functions. */
public final class RecordedProcesses {

    private RecordedProcesses() {}

    public static RecordedProcess trained(long pid, int rank, int iterations, String... saved) {
        List<CheckpointRecord> saves = List.of(saved).stream()
                .map(path -> new CheckpointRecord("save", path, Map.of("weight", "00"), Set.of(), Set.of(), Map.of()))
                .toList();
        return process(pid, rank, iterations, saves, "orderly", List.of());
    }

    public static RecordedProcess ended(String exit, String... problems) {
        return process(1, 0, 0, List.of(), exit, List.of(problems));
    }

    private static RecordedProcess process(
            long pid, int rank, int iterations, List<CheckpointRecord> saves, String exit, List<String> problems) {
        return new RecordedProcess(
                pid,
                rank,
                List.of("script.py"),
                exit.isEmpty() ? Map.of() : Map.of("exit", exit),
                List.of(),
                IntStream.rangeClosed(1, iterations)
                        .mapToObj(i -> new LossRecord(i, 1.0 / i, i, OptionalDouble.empty(), OptionalInt.empty()))
                        .toList(),
                List.of(),
                saves,
                List.of(),
                List.of(),
                problems);
    }
}
