// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.ProcessOutcome;

/**
 * Renders a finding as the text that a failed test shows.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class FailureMessage {

    private static final int LOG_LINES = 10;
    private static final int LONGEST_LINE = 500;
    private static final String TRACEBACK = "Traceback (most recent call last):";
    private static final int MOST_RAISED = 3;

    private FailureMessage() {}

    /**
     * Get the text for {@code finding}: what failed for which model, expected and observed, the command and how it
     * ended, the last lines of its log, and what to do.
     *
     * @return several lines without a final line break; equal findings give equal texts
     */
    public static String of(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add("[" + finding.clause().id() + "] " + finding.requirement() + " " + verb(finding.verdict()) + " "
                + finding.model() + ": " + finding.summary());
        addField(lines, "expected", finding.expected());
        addField(lines, "observed", finding.observed());
        finding.stage().ifPresent(stage -> addStage(lines, stage));
        addField(lines, "remedy", finding.remedy());
        return String.join("\n", lines);
    }

    private static String verb(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "passed for";
            case FAIL -> "failed for";
            case CANNOT_JUDGE -> "cannot judge";
            case NOT_RUN -> "did not run for";
        };
    }

    private static void addStage(List<String> lines, StageRun stage) {
        ProcessOutcome outcome = stage.outcome();
        addField(
                lines,
                "command",
                outcome.command().commandLine() + " (cwd " + outcome.command().workingDirectory() + ")");
        double seconds = outcome.duration().toMillis() / 1000.0;
        addField(
                lines,
                "ended",
                outcome.termination().describe() + " after " + String.format(Locale.ROOT, "%.1f s", seconds));
        List<String> output = stage.output();
        int shownFrom = Math.max(0, output.size() - LOG_LINES);
        List<String> tail = output.subList(shownFrom, output.size());
        if (!outcome.termination().isSuccess()) {
            addField(lines, "raised", String.join("\n", raisedBefore(output, shownFrom)));
        }
        addField(lines, "log", outcome.log() + (tail.isEmpty() ? ", empty" : ", last " + linesOf(tail.size())));
        for (String line : tail) {
            lines.add(("    | " + shortened(line)).stripTrailing());
        }
    }

    /** Get the exceptions above the lines that are shown: processes that a script leaves behind print more after its own. */
    private static List<String> raisedBefore(List<String> output, int shownFrom) {
        Set<String> raised = new LinkedHashSet<>();
        for (int i = 0; i < shownFrom; i++) {
            int column = output.get(i).indexOf(TRACEBACK);
            if (column < 0) {
                continue;
            }
            String indent = " ".repeat(column + 1);
            int end = i + 1;
            while (end < shownFrom && output.get(end).startsWith(indent)) {
                end++;
            }
            if (end < shownFrom && !output.get(end).isBlank()) {
                raised.add(shortened(output.get(end).strip()));
            }
        }
        return raised.stream().limit(MOST_RAISED).toList();
    }

    private static String shortened(String line) {
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
    }

    private static String linesOf(int count) {
        return Quantity.count(count, "line") + ":";
    }

    private static void addField(List<String> lines, String name, String text) {
        if (text.isEmpty()) {
            return;
        }
        String indent = "  " + name + ":" + " ".repeat(9 - name.length());
        for (String line : text.split("\n", -1)) {
            lines.add((indent + line).stripTrailing());
            indent = " ".repeat(12);
        }
    }
}
