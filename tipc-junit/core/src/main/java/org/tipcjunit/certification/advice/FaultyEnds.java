// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.RecordedProcess;

/**
 * A process of a command that ran a network and ended by a fault, or was lost, while the command's own status is 0: what it left may be a
 * part, also where nothing that it printed reached the log. Processes that ran no network may fail as they like.
 *
 * @param run the command's stage
 * @param process the process
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record FaultyEnds(StageRun run, RecordedProcess process) {

    /** Get a finding that passes only where each process of its own stages ended well, or as was declared. */
    public static Finding heldAgainst(Finding finding, List<StageRun> runs, Optional<String> tolerated) {
        List<Evidence> declared = new ArrayList<>();
        Optional<FaultyEnds> lost = Optional.empty();
        for (StageRun run : runs) {
            // Services are ended by whoever started them.
            for (RecordedProcess process : run.kind().isOfService()
                    ? List.<RecordedProcess>of()
                    : run.recording().processes()) {
                FaultyEnds end = new FaultyEnds(run, process);
                Optional<String> fault = process.ranNetwork() ? process.fault() : Optional.empty();
                if (fault.isPresent() && tolerated.filter(fault.get()::contains).isPresent()) {
                    declared.add(new TextEvidence(
                            "end of a process of " + run.name() + " that was declared to be no fault",
                            end.shown(fault.get())));
                } else if (fault.isPresent() && finding.verdict() == Verdict.PASS) {
                    return end.fault(finding, fault.get());
                } else if (process.ranNetwork() && process.isLost() && lost.isEmpty()) {
                    lost = Optional.of(end);
                }
            }
        }
        return finding.verdict() == Verdict.PASS && lost.isPresent()
                ? lost.get().unknown(finding)
                : finding.plus(List.of(), declared);
    }

    private Finding fault(Finding finding, String fault) {
        return finding.concluding(
                        Verdict.FAIL,
                        "a process of the " + run.name()
                                + " command ended by a fault, and the command as if nothing had happened",
                        shown(fault) + "\n" + finding.observed(),
                        "let the command end with another status than 0 where a process of its own does, or mend what fails in it;"
                                + " where it is no fault, state a part of how it ended as "
                                + Term.TOLERATED_TRACEBACK.key()
                                + " in certification.properties, which certificates show")
                .about(run);
    }

    private Finding unknown(Finding finding) {
        return finding.concluding(
                        Verdict.CANNOT_JUDGE,
                        "a process of the " + run.name()
                                + " command did not come to its end, and nothing tells what ended it",
                        shown("no end was recorded") + "\n" + finding.observed(),
                        "let what starts the process wait for it and end with its status (set -e in a shell,"
                                + " subprocess.run(..., check=True) in Python)")
                .about(run);
    }

    private String shown(String end) {
        return "process " + process.pid() + ", " + String.join(" ", process.argv()) + ": " + end;
    }
}
