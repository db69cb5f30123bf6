// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.util.List;
import java.util.stream.Stream;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.recording.Recording;

/**
 * What the recording of a stage lacks, so that the rest of it must not be taken for the whole.
 *
 * @param sentences one sentence for each gap; empty for a complete recording
 */
record RecordingGaps(List<String> sentences) {

    /** How the recorder marks what it can only say on standard error. */
    private static final String RECORDER = "tipc recorder: ";

    public RecordingGaps {
        sentences = List.copyOf(sentences);
    }

    static RecordingGaps of(StageKind kind, Recording recording, List<String> output) {
        Stream<String> said = output.stream()
                .filter(line -> line.contains(RECORDER))
                .map(line -> line.substring(line.indexOf(RECORDER) + RECORDER.length()));
        Stream<String> recorded =
                switch (kind) {
                    case TRAIN, PREDICT, INFER, SERVE, REQUEST -> recording.problems().stream();
                    // What an export or an evaluation did not record is missed by whoever needs it, and a layer
                    // without a dygraph form may be exported all the same. A conversion is seen by what it writes.
                    case EVALUATE, EXPORT, CONVERT -> Stream.empty();
                };
        return new RecordingGaps(Stream.concat(said, recorded).distinct().toList());
    }

    /** Whether work of the stage went on after its command had ended, so that it was cut off. */
    static boolean isCutOff(ProcessOutcome outcome, Recording recording) {
        return !outcome.leftovers().isEmpty()
                && recording.processes().stream().anyMatch(process -> !"orderly"
                        .equals(process.properties().get("exit")));
    }
}
