// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.RecordedProcess;

/**
 * The files that gave all trainable parameters of the network before its training: what such a training ends with need not be its own
 * doing. A new head on a pretrained backbone is no such start.
 *
 * @param loaded the files that were loaded and not saved by the training itself, with the digests of their tensors
 * @param initial the digests of the trainable parameters when the network was first called
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record GivenStart(List<Loaded> loaded, List<String> initial) {

    private static final int MOST_TOLD = 3;

    public GivenStart {
        loaded = List.copyOf(loaded);
        initial = List.copyOf(initial);
    }

    /**
     * A file of weights.
     *
     * @param file its path, relative to the working copy where it lies there
     * @param digests the SHA-256 of its tensors
     */
    public record Loaded(String file, Set<String> digests) {

        public Loaded {
            digests = Set.copyOf(digests);
        }
    }

    /** Get what is to be told of a training; empty where some of its parameters were not given. */
    public static Optional<String> of(TrainingRun training, Path workspace) {
        List<RecordedProcess> processes = training.stage().recording().processes();
        Set<String> saved = processes.stream()
                .flatMap(process -> process.checkpoints().stream())
                .filter(record -> record.operation().equals("save"))
                .map(CheckpointRecord::path)
                .collect(Collectors.toSet());
        List<Loaded> loaded = processes.stream()
                .flatMap(process -> process.checkpoints().stream())
                .filter(record -> record.operation().equals("load") && !saved.contains(record.path()))
                .map(record -> new Loaded(
                        shown(record.path(), workspace),
                        new HashSet<>(record.weightDigests().values())))
                .toList();
        return new GivenStart(loaded, List.copyOf(training.network().initial().values())).told();
    }

    private static String shown(String path, Path workspace) {
        return path.startsWith(workspace + "/")
                ? path.substring(workspace.toString().length() + 1)
                : path;
    }

    /** Get what is to be told. */
    Optional<String> told() {
        Set<String> given =
                loaded.stream().flatMap(file -> file.digests().stream()).collect(Collectors.toSet());
        if (initial.isEmpty() || !given.containsAll(initial)) {
            return Optional.empty();
        }
        List<String> files = loaded.stream()
                .filter(file -> initial.stream().anyMatch(file.digests()::contains))
                .map(Loaded::file)
                .distinct()
                .toList();
        String shown = files.stream().limit(MOST_TOLD).collect(Collectors.joining(", "))
                + (files.size() > MOST_TOLD ? ", ..." : "");
        return Optional.of("the training began with all " + initial.size()
                + " trainable tensors of the network taken from " + shown
                + ", so that the result does not show what this training reaches by itself");
    }
}
