// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
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

    /**
     * Get which files were read, by whatever process.
     *
     * @throws RecordingException if they were recorded and can't be read
     */
    public Reads reads() {
        Path file = directory.resolve("reads");
        try {
            return Reads.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Reads.of("");
        } catch (IOException e) {
            throw new RecordingException("which files were read, in " + file + ", can't be read: " + e, "", e);
        }
    }

    /**
     * The files that Python and OpenCV read.
     *
     * @param ofDataSets digests of the names of files that data sets read when they were asked for samples, by the data set; of
     *     many those that are the lowest
     * @param trained the data sets of whose batches steps were made
     */
    public record Reads(Map<String, Set<String>> ofDataSets, Set<String> trained) {

        /** So many of a data set are all recorded, see {@code reads.py}. */
        private static final int MOST = 512;

        public Reads {
            ofDataSets = Map.copyOf(ofDataSets);
            trained = Set.copyOf(trained);
        }

        static Reads of(String lines) {
            Map<String, Set<String>> ofDataSets = new HashMap<>();
            Set<String> trained = new HashSet<>();
            lines.lines().map(line -> line.split(" ", 3)).forEach(parts -> {
                if (parts[0].equals("trained") && parts.length == 2) {
                    trained.add(parts[1]);
                } else if (parts[0].equals("read") && parts.length == 3) {
                    ofDataSets
                            .computeIfAbsent(parts[1], name -> new HashSet<>())
                            .addAll(List.of(parts[2].split(" ", -1)));
                }
            });
            return new Reads(ofDataSets, trained);
        }

        /** Get the digests of the names of files that steps were made on; of a data set of many, the lowest ones. */
        public List<NavigableSet<String>> ofTraining() {
            return ofDataSets.entrySet().stream()
                    .filter(read -> trained.contains(read.getKey()))
                    .map(read -> lowest(read.getValue()))
                    .toList();
        }

        /** Get those of all files of samples, whatever was made of them. */
        public Set<String> ofSamples() {
            return lowest(
                    ofDataSets.values().stream().flatMap(Collection::stream).toList());
        }

        /** Whether digests are the lowest ones of more. */
        public static boolean isCut(Collection<String> digests) {
            return digests.size() >= MOST;
        }

        /** What the processes of a loader have recorded above these need not be all. */
        private static NavigableSet<String> lowest(Collection<String> digests) {
            return new TreeSet<>(new TreeSet<>(digests).stream().limit(MOST).toList());
        }
    }
}
