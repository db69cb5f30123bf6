// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.util.List;
import java.util.stream.Stream;
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

    /**
     * Find the gaps.
     *
     * @param wholly whether everything that could not be recorded is one, or only where the recorder gave up
     */
    static RecordingGaps of(boolean wholly, Recording recording, List<String> output) {
        Stream<String> said = output.stream()
                .filter(line -> line.contains(RECORDER))
                .map(line -> line.substring(line.indexOf(RECORDER) + RECORDER.length()));
        Stream<String> recorded = wholly ? recording.problems().stream() : Stream.empty();
        return new RecordingGaps(Stream.concat(said, recorded).distinct().toList());
    }

    /** Whether work of the stage went on after its command had ended, so that it was cut off. */
    static boolean isCutOff(ProcessOutcome outcome, Recording recording) {
        return !outcome.leftovers().isEmpty()
                && recording.processes().stream().anyMatch(process -> !"orderly"
                        .equals(process.properties().get("exit")));
    }
}
