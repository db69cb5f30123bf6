// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final Pattern FRAME = Pattern.compile("^\\s*File \"(.+?)\", line (\\d+), in ");
    private static final Pattern PACKAGED = Pattern.compile("^<|/(?:site|dist)-packages/|/lib(?:64)?/python3");

    private FailureMessage() {}

    /** How a message is said in the language of its reader. */
    public interface Speech {

        /** Get what stands between the requirement and the model. */
        String verb(Verdict verdict);

        /** Get what stands before a part of a message, such as {@code remedy}. */
        String field(String name);

        /** Say what failed. */
        String summary(String english);

        /** Say what is demanded. */
        String expected(String english);

        /** Say what was seen. */
        String observed(String english);

        /** Say what to do. */
        String remedy(String english);

        /** Say how a command ended, and after how many seconds. */
        String ended(String english, String seconds);

        /** Say where a log lies, and how many of its last lines follow; none where it is empty. */
        String log(Path log, int lines);
    }

    /** As tests say it, whatever the language of the machine. */
    private static final Speech ENGLISH = new Speech() {
        @Override
        public String verb(Verdict verdict) {
            return FailureMessage.verb(verdict);
        }

        @Override
        public String field(String name) {
            return name + ":" + " ".repeat(9 - name.length());
        }

        @Override
        public String summary(String english) {
            return english;
        }

        @Override
        public String expected(String english) {
            return english;
        }

        @Override
        public String observed(String english) {
            return english;
        }

        @Override
        public String remedy(String english) {
            return english;
        }

        @Override
        public String ended(String english, String seconds) {
            return english + " after " + seconds + " s";
        }

        @Override
        public String log(Path log, int lines) {
            return log + (lines == 0 ? ", empty" : ", last " + Quantity.count(lines, "line") + ":");
        }
    };

    /**
     * Get the text for {@code finding}: what failed for which model, expected and observed, the command and how it
     * ended, the last lines of its log, and what to do.
     *
     * @return several lines without a final line break; equal findings give equal texts
     */
    public static String of(Finding finding) {
        return of(finding, ENGLISH);
    }

    /** Get the same in another language; what is quoted stays as it is. */
    public static String of(Finding finding, Speech speech) {
        Lines lines = new Lines(speech, new ArrayList<>());
        lines.add("[" + finding.clause().id() + "] " + finding.requirement() + " " + speech.verb(finding.verdict())
                + " " + finding.model() + ": " + speech.summary(finding.summary()));
        lines.field("expected", speech.expected(finding.expected()));
        lines.field("observed", speech.observed(finding.observed()));
        finding.stage().ifPresent(stage -> addStage(lines, stage));
        lines.field("remedy", speech.remedy(finding.remedy()));
        return String.join("\n", lines.lines());
    }

    /** The lines of a message. */
    private record Lines(Speech speech, List<String> lines) {

        void add(String line) {
            lines.add(line);
        }

        void field(String name, String text) {
            if (text.isEmpty()) {
                return;
            }
            String indent = "  " + speech.field(name);
            for (String line : text.split("\n", -1)) {
                lines.add((indent + line).stripTrailing());
                indent = " ".repeat(12);
            }
        }
    }

    private static String verb(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "passed for";
            case FAIL -> "failed for";
            case CANNOT_JUDGE -> "cannot judge";
            case NOT_RUN -> "did not run for";
        };
    }

    private static void addStage(Lines lines, StageRun stage) {
        ProcessOutcome outcome = stage.outcome();
        lines.field(
                "command",
                outcome.command().commandLine() + " (cwd " + outcome.command().workingDirectory() + ")");
        double seconds = outcome.duration().toMillis() / 1000.0;
        lines.field(
                "ended",
                lines.speech().ended(outcome.termination().describe(), String.format(Locale.ROOT, "%.1f", seconds)));
        List<String> output = stage.output();
        int shownFrom = Math.max(0, output.size() - LOG_LINES);
        List<String> tail = output.subList(shownFrom, output.size());
        if (!outcome.termination().isSuccess()) {
            lines.field(
                    "raised",
                    Stream.concat(
                                    raisedBefore(output, shownFrom).stream(),
                                    lastOwnFrameBefore(output, shownFrom).stream())
                            .collect(Collectors.joining("\n")));
        }
        lines.field("log", lines.speech().log(outcome.log(), tail.size()));
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

    /** Get the last line of the repository's own code in a traceback, where what is shown of it is all of packages. */
    private static Optional<String> lastOwnFrameBefore(List<String> output, int shownFrom) {
        for (int i = output.size() - 1; i >= 0; i--) {
            Matcher frame = FRAME.matcher(output.get(i));
            if (frame.find() && !PACKAGED.matcher(frame.group(1)).find()) {
                return i >= shownFrom || i + 1 >= output.size()
                        ? Optional.empty()
                        : Optional.of(shortened("in " + frame.group(1) + ":" + frame.group(2) + ": "
                                + output.get(i + 1).strip()));
            }
        }
        return Optional.empty();
    }

    private static String shortened(String line) {
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
    }
}
