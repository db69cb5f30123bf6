// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.finding.Verdict;

/** Tells the user what becomes of each config, and keeps one line of each for the end. */
final class ConsoleSummary {

    /** What became of a config, without anything of its run. */
    private record Row(int place, String config, Ending outcome, String reason, String certificate) {}

    private enum Ending {
        CERTIFIED,
        NOT_CERTIFIED,
        REFUSED
    }

    /** From how many configs on it is said how long the rest may take. */
    private static final int MANY = 3;

    private final int configs;
    private final boolean atOnce;
    private final PrintWriter out;
    private final PageWords words;
    private final Sentences sentences;
    private final List<Row> rows = new ArrayList<>();
    private final long start = System.nanoTime();
    private int started;
    private int done;

    ConsoleSummary(int configs, PrintWriter out, Language language) {
        this(configs, false, out, language);
    }

    /**
     * Create one.
     *
     * @param configs how many configs there are
     * @param atOnce whether several are worked on at once, so that each line has to say whose it is
     */
    ConsoleSummary(int configs, boolean atOnce, PrintWriter out, Language language) {
        this.configs = configs;
        this.atOnce = atOnce;
        this.out = out;
        this.words = ConsoleWords.in(language);
        this.sentences = Sentences.in(language);
    }

    /** Get what is told of the config at a place among all of them, in whose order the end is told. */
    OfConfig of(int place) {
        return new OfConfig(place);
    }

    /** What is told of one config. */
    final class OfConfig {

        private final int place;

        private OfConfig(int place) {
            this.place = place;
        }

        void started(String name) {
            ConsoleSummary.this.started(name);
        }

        void judged(String name, String clause, Outcome outcome) {
            ConsoleSummary.this.judged(atOnce ? name + ": " + clause : clause, outcome);
        }

        void ended(String name, PublishedCertificate written) {
            ConsoleSummary.this.ended(place, name, written);
        }

        void failed(String name, Throwable failure) {
            ConsoleSummary.this.failed(place, name, failure);
        }

        void done() {
            ConsoleSummary.this.done();
        }
    }

    private synchronized void done() {
        done++;
        if (configs >= MANY && done < configs) {
            long left = Math.round((System.nanoTime() - start) / 1e9 / done * (configs - done));
            out.println(words.get(
                    "left",
                    String.valueOf(done),
                    String.valueOf(configs),
                    left < 90 ? left + " s" : left / 60 + " min"));
            out.flush();
        }
    }

    synchronized void started(String name) {
        started++;
        out.println();
        out.println(words.get(
                configs == 1 ? "startedOne" : "startedMany", name, String.valueOf(started), String.valueOf(configs)));
        out.flush();
    }

    synchronized void judged(String name, Outcome outcome) {
        if (outcome.verdict() == Verdict.PASS) {
            out.println(words.get("pass", name));
        } else if (outcome.verdict() == Verdict.NOT_RUN) {
            out.println(words.get("notRun", name, outcome.told(sentences)));
        } else {
            out.println(words.get("fail", name));
            out.println(outcome.told(sentences));
        }
        out.flush();
    }

    private synchronized void ended(int place, String name, PublishedCertificate written) {
        Certificate certificate = written.certificate();
        rows.add(new Row(
                place,
                name,
                certificate.isCertified() ? Ending.CERTIFIED : Ending.NOT_CERTIFIED,
                sentences.reasons(certificate.reasons(), PageWords.in(sentences.language())).stream()
                        .findFirst()
                        .orElse(""),
                written.html()
                        .toString()
                        .replaceFirst("\\.html$", sentences.language().suffix() + ".html")));
    }

    private synchronized void failed(int place, String name, Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
        out.println(words.get("failed", name, message));
        out.flush();
        rows.add(new Row(
                place,
                name,
                failure instanceof ConfigException ? Ending.REFUSED : Ending.NOT_CERTIFIED,
                message.lines().findFirst().orElse(""),
                ""));
    }

    /** Get a table with a line for each certification. */
    synchronized String summary() {
        List<String> lines = new ArrayList<>();
        int width = rows.stream().mapToInt(row -> row.config().length()).max().orElse(0);
        List<Row> inOrder =
                rows.stream().sorted(Comparator.comparingInt(Row::place)).toList();
        for (Row row : inOrder) {
            lines.add(("%-" + Math.max(1, width) + "s  %-13s  %s")
                    .formatted(row.config(), words.get(row.outcome().name().toLowerCase(Locale.ROOT)), row.reason()));
            if (!row.certificate().isEmpty()) {
                lines.add(" ".repeat(width) + "  " + row.certificate());
            }
        }
        lines.add(words.get("total", count(Ending.CERTIFIED), count(Ending.NOT_CERTIFIED), count(Ending.REFUSED)));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** Get 0 when everything is certified, 1 when a model was judged and is not, 2 when only configs were at fault. */
    int exitStatus() {
        if (has(Ending.NOT_CERTIFIED)) {
            return ExitStatus.NOT_CERTIFIED;
        }
        return has(Ending.REFUSED) || rows.isEmpty() ? ExitStatus.USAGE : ExitStatus.OK;
    }

    private boolean has(Ending outcome) {
        return rows.stream().anyMatch(row -> row.outcome() == outcome);
    }

    private String count(Ending outcome) {
        return String.valueOf(
                rows.stream().filter(row -> row.outcome() == outcome).count());
    }
}
