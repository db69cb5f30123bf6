// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.List;
import org.tipcjunit.config.ConfigLine;

/** Looks at characters and empty lines, which mean the same in every kind of config. */
final class TextCheck {

    private static final String SEPARATORS = "\uff1a\uff5c\uff1d\uff0c\uff1b";

    private final Layout layout;
    private final Findings findings;
    private final List<ConfigLine> lines;

    TextCheck(Layout layout, Findings findings) {
        this.layout = layout;
        this.findings = findings;
        this.lines = layout.config().lines();
    }

    void check() {
        if (lines.stream().allMatch(line -> line.text().isBlank())) {
            findings.error(
                    LintRule.TRUNCATED,
                    1,
                    "the file is empty",
                    "the script runs nothing and ends with status 0",
                    "write the config, or give the path of another one");
            return;
        }
        carriageReturns();
        int last = lines.size();
        while (last > 0 && lines.get(last - 1).text().isBlank()) {
            last--;
        }
        boolean empty = false;
        for (ConfigLine line : lines) {
            if (line.text().isEmpty()) {
                if (!empty && line.number() <= last) {
                    emptyLine(line);
                    empty = true;
                }
            } else if (line.text().isBlank()
                    && line.number() <= last
                    && !line.text().equals("\r")) {
                findings.warning(
                        LintRule.BLANK_LINE,
                        line.number(),
                        "the line holds only blanks",
                        "it counts as a line with an empty key and value, where an empty line would not count",
                        "delete the line, or write null:null if a line belongs here");
            }
            characters(line);
        }
    }

    private void carriageReturns() {
        List<ConfigLine> found =
                lines.stream().filter(line -> line.text().indexOf('\r') >= 0).toList();
        if (!found.isEmpty()) {
            findings.error(
                    LintRule.CRLF,
                    found.get(0).number(),
                    found.size() + " of " + lines.size() + " lines hold a carriage return, as Windows writes them",
                    "it stays part of the value: null\\r is not null and runs as a command, files are named with \\r at"
                            + " their end",
                    "convert the file, for example with: sed -i 's/\\r$//' "
                            + layout.config().file());
        }
    }

    private void emptyLine(ConfigLine line) {
        int limit = layout.window().last();
        if (limit < lines.size() && line.number() <= limit) {
            ConfigLine beyond = lines.get(limit);
            findings.warning(
                    LintRule.EMPTY_LINE,
                    line.number(),
                    "the line is empty, and the script takes the first " + limit + " lines of the file",
                    "empty lines do not count as lines but fill the " + limit + ": '" + Shown.text(beyond.text())
                            + "' on line " + beyond.number() + " is not read",
                    "delete the line");
            return;
        }
        findings.note(
                LintRule.EMPTY_LINE,
                line.number(),
                "the line is empty",
                "scripts do not count it when they read by position, but count it when they search for a block by its"
                        + " header",
                "delete the line");
    }

    private void characters(ConfigLine line) {
        String text = line.text();
        boolean wide = false;
        boolean control = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\ufeff' && i == 0 && line.number() == 1) {
                findings.add(
                        layout.map().at(0).isEmpty() ? Severity.WARNING : Severity.ERROR,
                        LintRule.BYTE_ORDER_MARK,
                        1,
                        "the file begins with a byte order mark",
                        "the mark is part of the first line's key",
                        "save the file as UTF-8 without byte order mark");
            } else if (isWide(c) && !wide) {
                wide = true;
                boolean instead = SEPARATORS.indexOf(c) >= 0;
                findings.add(
                        instead ? Severity.ERROR : Severity.WARNING,
                        LintRule.FULL_WIDTH_CHARACTER,
                        line.number(),
                        "column " + (i + 1) + " holds '" + c + "' (U+" + String.format("%04X", (int) c)
                                + "), not the plain character it looks like",
                        instead
                                ? "it separates nothing: the line is taken as one key or one value"
                                : "it is passed on as it is",
                        "write the plain character" + plain(c));
            } else if (!control && c != '\r' && c != '\t' && (Character.isISOControl(c) || isInvisible(c))) {
                control = true;
                findings.error(
                        LintRule.CONTROL_CHARACTER,
                        line.number(),
                        "column " + (i + 1) + " holds a character that cannot be seen (U+"
                                + String.format("%04X", (int) c) + ")",
                        "it is part of the key or value, so that the value is another one than it looks",
                        "write the line anew");
            }
        }
    }

    private static boolean isWide(char c) {
        return (c >= '\uff01' && c <= '\uff5e')
                || c == '\u3000'
                || c == '\u3001'
                || c == '\u3002'
                || c == '\u00a0'
                || (c >= '\u2018' && c <= '\u201f')
                || (c >= '\u2010' && c <= '\u2015');
    }

    private static boolean isInvisible(char c) {
        return Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029';
    }

    private static String plain(char c) {
        return c >= '\uff01' && c <= '\uff5e' ? " '" + (char) (c - 0xfee0) + "'" : "";
    }
}
