// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.List;
import java.util.stream.Collectors;
import org.tipcjunit.config.ConfigLine;
import org.tipcjunit.config.line.LineReading;

/** Finds lines that are missing, doubled, added or out of place, by comparing keys with the positions that give them meaning. */
final class LayoutCheck {

    private static final String INSTEAD =
            "compare the lines with a config that works; each line is read by its position";

    private final Layout layout;
    private final boolean trainsOnly;
    private final Findings findings;
    private final List<ConfigLine> lines;
    private final List<String> keys;
    private final List<Anchor> anchors;

    /**
     * Make the check.
     *
     * @param layout the config
     * @param trainsOnly whether the config is to end after the training, so that nothing is missing there
     * @param findings where diagnoses go
     */
    LayoutCheck(Layout layout, boolean trainsOnly, Findings findings) {
        this.trainsOnly = trainsOnly;
        this.layout = layout;
        this.findings = findings;
        this.lines = layout.lines();
        this.keys = lines.stream().map(line -> key(line.text())).toList();
        this.anchors = Anchor.of(layout.map());
    }

    private static String key(String line) {
        int colon = line.indexOf(':');
        return (colon < 0 ? line : line.substring(0, colon)).strip();
    }

    /** Check the training layout; get how many lines have the meaning that their keys show. */
    int check() {
        if (layout.map().readings().isEmpty()) {
            findings.warning(
                    LintRule.UNKNOWN_LAYOUT,
                    1,
                    "the lines follow none of the known layouts",
                    "what each line means is up to the repository's own script",
                    "lint the config within its repository, so that its script can be read");
            return Integer.MAX_VALUE;
        }
        int previous = 0;
        for (Anchor anchor : anchors) {
            if (anchor.index() >= lines.size()) {
                if (!trainsOnly) {
                    truncated(anchor);
                }
                return Integer.MAX_VALUE;
            }
            String found = keys.get(anchor.index());
            if (!anchor.keys().contains(found)) {
                if (isElsewhere(anchor) || !(isDisabled(anchor.index()) || isSpare(found) || isFollowed(anchor))) {
                    misplaced(anchor, previous);
                    return previous + 1;
                }
                if (!isDisabled(anchor.index())) {
                    misspelt(anchor, found);
                }
            }
            previous = anchor.index();
        }
        return Integer.MAX_VALUE;
    }

    private boolean isDisabled(int index) {
        return lines.get(index).text().strip().equals("null:null");
    }

    /** Whether the anchor's key stands near, on another line. */
    private boolean isElsewhere(Anchor anchor) {
        return nearest(anchor) >= 0;
    }

    private int nearest(Anchor anchor) {
        int best = -1;
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).equals(anchor.key())
                    && (best < 0 || Math.abs(i - anchor.index()) < Math.abs(best - anchor.index()))) {
                best = i;
            }
        }
        return best;
    }

    /** Whether a key is no anchor's own, so that its line does not belong elsewhere. */
    private boolean isSpare(String key) {
        return !key.startsWith("#")
                && !key.startsWith("=")
                && anchors.stream().noneMatch(anchor -> anchor.keys().contains(key));
    }

    /** Whether one of the next two anchors is in its place, so that only this line's key is another one. */
    private boolean isFollowed(Anchor anchor) {
        int next = anchors.indexOf(anchor) + 1;
        return anchors.subList(next, Math.min(next + 2, anchors.size())).stream()
                .anyMatch(following ->
                        following.index() < keys.size() && following.keys().contains(keys.get(following.index())));
    }

    private void misspelt(Anchor anchor, String found) {
        boolean near = NearestWord.of(found, anchor.keys()).isPresent();
        findings.add(
                near ? Severity.WARNING : Severity.NOTE,
                LintRule.MISSPELT_KEY,
                lines.get(anchor.index()).number(),
                "the key is '" + Shown.text(found) + "' where configs have '" + anchor.key() + "'",
                layout.reader() + " reads the line by its position, as line " + (anchor.index() + 1)
                        + " without empty lines, and passes over the key",
                "write " + anchor.key() + ":");
    }

    private void misplaced(Anchor anchor, int previous) {
        int at = nearest(anchor);
        ConfigLine there = lines.get(anchor.index());
        String upstream = layout.reader() + " reads '" + Shown.text(there.text()) + "' as " + anchor.key()
                + ", and every later line as another one than it shows; steps whose command is empty or null are left out"
                + " without a word";
        if (at < 0) {
            findings.error(
                    LintRule.MISPLACED_KEY,
                    there.number(),
                    "'" + anchor.key() + "' is expected here and found nowhere; the line has '"
                            + Shown.text(keys.get(anchor.index())) + "'",
                    upstream,
                    "insert the line " + anchor.key() + ":null, or its command, after line "
                            + lines.get(previous).number());
            return;
        }
        if (isExchanged(anchor, at)) {
            findings.error(
                    LintRule.MISPLACED_KEY,
                    there.number(),
                    "'" + anchor.key() + "' and '" + Shown.text(keys.get(anchor.index())) + "' are exchanged (lines "
                            + there.number() + " and " + lines.get(at).number() + ")",
                    layout.reader() + " reads each line by its position and takes one for the other",
                    "exchange the two lines");
            return;
        }
        int shift = at - anchor.index();
        String moved =
                "'" + anchor.key() + "' stands " + Math.abs(shift) + (Math.abs(shift) == 1 ? " line " : " lines ")
                        + (shift > 0 ? "too low" : "too high") + " (line "
                        + lines.get(at).number() + ", expected where line "
                        + there.number() + " is)";
        if (shift < 0) {
            findings.error(
                    LintRule.MISPLACED_KEY,
                    lines.get(at).number(),
                    moved + ": " + count(-shift) + " missing after line "
                            + lines.get(previous).number() + missing(previous, at, anchor.index()),
                    upstream,
                    "insert the missing " + (shift == -1 ? "line" : "lines") + " with null:null or a value; "
                            + INSTEAD);
            return;
        }
        findings.error(
                LintRule.MISPLACED_KEY,
                there.number(),
                moved + ": " + count(shift) + " too many after line "
                        + lines.get(previous).number() + added(previous, at),
                upstream,
                "take the additional " + (shift == 1 ? "line" : "lines") + " out; " + INSTEAD);
    }

    private boolean isExchanged(Anchor anchor, int at) {
        return anchors.stream()
                .anyMatch(other -> other.index() == at && other.keys().contains(keys.get(anchor.index())));
    }

    private static String count(int lines) {
        return lines == 1 ? "one line is" : lines + " lines are";
    }

    /** Names what the script reads between two anchors, of which something is missing. */
    private String missing(int previous, int at, int expected) {
        String variables = layout.map().readings().stream()
                .filter(reading ->
                        reading.header().isEmpty() && reading.index() > previous && reading.index() < expected)
                .map(LineReading::variable)
                .map(name -> name.replaceFirst("_(?:key|value|list)\\d?$", ""))
                .distinct()
                .collect(Collectors.joining(", "));
        String present = keys.subList(Math.min(previous + 1, at), at).stream()
                .map(key -> "'" + Shown.text(key) + "'")
                .collect(Collectors.joining(", "));
        return (variables.isEmpty() ? "" : ", of those for " + variables)
                + (present.isEmpty() ? "" : "; present are " + present);
    }

    private String added(int previous, int at) {
        for (int i = previous + 1; i <= at; i++) {
            ConfigLine line = lines.get(i);
            if (line.text().isBlank()) {
                return ", line " + line.number() + " holds only blanks and counts as a line";
            }
            if (line.text().equals(lines.get(i - 1).text()) && !line.text().equals("null:null")) {
                return ", line " + line.number() + " repeats the line before it";
            }
        }
        String between = keys.subList(previous + 1, at).stream()
                .map(key -> "'" + Shown.text(key) + "'")
                .collect(Collectors.joining(", "));
        return between.isEmpty() ? "" : "; present are " + between;
    }

    private void truncated(Anchor anchor) {
        int last = lines.isEmpty() ? 1 : lines.get(lines.size() - 1).number();
        findings.warning(
                LintRule.TRUNCATED,
                last,
                "the file ends before '" + anchor.key() + "', which is line " + (anchor.index() + 1)
                        + " without empty lines",
                layout.reader() + " takes all that is missing as empty and leaves those steps out, with nothing but a"
                        + " message of the shell's test command",
                "add the missing lines, with null for what is not to run");
    }
}
