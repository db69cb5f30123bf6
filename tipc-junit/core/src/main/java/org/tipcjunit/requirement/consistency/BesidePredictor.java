// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.List;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.recording.Recorder;

/** Dygraph networks that an inference script asks what it asks its predictor: what it prints may be their answer. */
final class BesidePredictor {

    private BesidePredictor() {}

    static Part of(StageRun stage, String infer) {
        List<String> networks = stage.recording().processes().stream()
                .flatMap(process -> process.lines(Recorder.BESIDE_NOTE))
                .distinct()
                .toList();
        boolean read = stage.recording().processes().stream()
                .anyMatch(process -> process.lines(Recorder.READ_NOTE).findAny().isPresent());
        return networks.isEmpty()
                ? Part.none()
                : Part.unjudged(new Fault(
                        infer + " asks a dygraph network what it asks the predictor",
                        networks.stream().collect(Collectors.joining(", "))
                                + " got the predictor's inputs, bit for bit, in the same process"
                                + (read ? "" : "\nno output of the predictor was read"),
                        "print what the predictor gave; compare it with a dygraph network in a script of its own"));
    }
}
