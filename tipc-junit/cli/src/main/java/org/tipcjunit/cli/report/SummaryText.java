// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.tipcjunit.certificate.CertificateSummary;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageText;
import picocli.CommandLine.Help.Ansi;

/**
 * What a certificate says first, as lines for a terminal or another program.
 *
 * @param summary what it says
 * @param language the language of the reader
 * @param columns how wide the terminal is; empty for whole lines
 * @param colours whether there are colours
 */
record SummaryText(CertificateSummary summary, Language language, OptionalInt columns, Ansi colours) {

    private static final int LONGEST = 160;
    private static final int LEAST_FOR_REASONS = 20;
    private static final String INDENT = "  ";
    private static final String DEEPER = "    ";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(colour(summary.certified() ? "bold,green" : "bold,red", PageText.line(summary.verdict())));
        summary.reasons().forEach(reason -> lines.addAll(wrapped(INDENT, INDENT, cut(reason), DEEPER)));
        String colon = language.say(": ", "：");
        summary.facts()
                .forEach(fact -> lines.addAll(
                        wrapped(INDENT, INDENT, fact.name() + colon + PageText.line(fact.value()), DEEPER)));
        int ids = widest(
                summary.clauses().stream().map(CertificateSummary.Clause::id).toList());
        int words = widest(
                summary.clauses().stream().map(CertificateSummary.Clause::word).toList());
        for (CertificateSummary.Clause clause : summary.clauses()) {
            String style =
                    switch (clause.status()) {
                        case PASS -> "green";
                        case FAIL -> "red";
                        case NOT_RUN -> "yellow";
                    };
            String id = INDENT + padded(PageText.line(clause.id()), ids) + INDENT;
            String end = padded("", words - WrappedText.width(clause.word())) + INDENT;
            lines.addAll(wrapped(
                    id + clause.word() + end, id + colour(style, clause.word()) + end, cut(clause.reason()), DEEPER));
        }
        return lines;
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(WrappedText::width).max().orElse(1);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - WrappedText.width(text)));
    }

    /**
     * Wrap a text behind a start, below which its further lines begin where there is room for that.
     *
     * @param plain the start as it is seen
     * @param start the start as it is printed
     * @param text the text
     * @param otherwise what further lines begin with where there is none
     */
    private List<String> wrapped(String plain, String start, String text, String otherwise) {
        if (columns.isEmpty()) {
            return List.of(start + text);
        }
        int taken = WrappedText.width(plain);
        boolean room = taken > INDENT.length() && columns.getAsInt() - taken >= LEAST_FOR_REASONS;
        String further = room ? " ".repeat(taken) : otherwise;
        List<String> parts = new WrappedText(columns.getAsInt()).lines(text, Math.max(taken, further.length()));
        List<String> lines = new ArrayList<>();
        for (String part : parts) {
            lines.add((lines.isEmpty() ? start : further) + part);
        }
        return lines;
    }

    /** A bar and an at sign would be taken for the end of the colour. */
    private String colour(String style, String text) {
        return colours.enabled() ? colours.string("@|" + style + " " + text.replace("|@", "| @") + "|@") : text;
    }

    private static String cut(String text) {
        String line = PageText.line(text.lines().findFirst().orElse(""));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }
}
