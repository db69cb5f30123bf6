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

/**
 * Exceptions that a stage printed and went on after: its status is 0, and what it left may be a part.
 *
 * @param run the stage
 * @param lines the first and the last lines of what it printed of the exception
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Tracebacks(StageRun run, List<String> lines) {

    private static final String BEGIN = "Traceback (most recent call last):";

    /** What Python prints of an exception in a destructor, after which nothing else could have been done. */
    private static final String IGNORED = "Exception ignored in";

    private static final String OF_PADDLE = "C++ " + BEGIN;

    private static final int MOST_LINES = 200;

    /**
     * Get a finding that fails where a stage of its own printed an exception that nobody declared.
     *
     * @param tolerated a part of the last line of exceptions that are no fault; empty where none is
     */
    public static Finding heldAgainst(Finding finding, List<StageRun> runs, Optional<String> tolerated) {
        List<Evidence> declared = new ArrayList<>();
        for (StageRun run : runs) {
            for (Tracebacks traceback : in(run)) {
                if (tolerated
                        .filter(text -> traceback.exception().contains(text))
                        .isPresent()) {
                    declared.add(new TextEvidence(
                            "exception in " + run.name() + " that was declared to be no fault",
                            String.join("\n", traceback.lines())));
                } else if (finding.verdict() == Verdict.PASS) {
                    return traceback.fault(finding);
                }
            }
        }
        return finding.plus(List.of(), declared);
    }

    private Finding fault(Finding finding) {
        return finding.concluding(
                        Verdict.FAIL,
                        "the " + run.name() + " command printed an exception and ended as if nothing had happened",
                        String.join("\n", lines) + "\n" + finding.observed(),
                        "let the script end with the exception, or mend what raises it; where it is no fault, state a part of"
                                + " its last line as " + Term.TOLERATED_TRACEBACK.key()
                                + " in certification.properties, which certificates show")
                .about(run);
    }

    /** Get the line that names the exception; the last one where none was found. */
    private String exception() {
        return lines.get(lines.size() - 1);
    }

    private static List<Tracebacks> in(StageRun run) {
        List<String> output = run.output();
        List<Tracebacks> found = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            int column = output.get(i).indexOf(BEGIN);
            if (column >= 0 && !isIgnored(output, i) && !isOrder(output, i)) {
                int end = end(output, i + 1, column);
                found.add(new Tracebacks(run, shown(output.subList(i, end + 1))));
                i = end;
            }
        }
        return found;
    }

    private static boolean isIgnored(List<String> output, int line) {
        return output.get(line).contains(IGNORED)
                || (line > 0 && output.get(line - 1).contains(IGNORED));
    }

    /** Whether Paddle tells in its own way that it was asked to end, as whoever has done with workers asks them. */
    private static boolean isOrder(List<String> output, int line) {
        return output.get(line).contains(OF_PADDLE)
                && output.subList(line, Math.min(output.size(), line + MOST_LINES)).stream()
                        .filter(each -> each.startsWith("FatalError: "))
                        .findFirst()
                        .filter(each -> each.contains("`Termination signal`"))
                        .isPresent();
    }

    /** Find the first line that is no frame: it names the exception. */
    private static int end(List<String> output, int from, int column) {
        int last = Math.min(output.size(), from + MOST_LINES) - 1;
        for (int i = from; i <= last; i++) {
            String line = output.get(i);
            String own = line.length() > column ? line.substring(column) : line;
            if (!own.startsWith(" ") && !own.isBlank()) {
                return i;
            }
        }
        return Math.max(last, from - 1);
    }

    private static List<String> shown(List<String> lines) {
        if (lines.size() <= 4) {
            return List.copyOf(lines);
        }
        List<String> shown = new ArrayList<>(List.of(lines.get(0), "  ..."));
        shown.addAll(lines.subList(lines.size() - 3, lines.size()));
        return shown;
    }
}
