// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
import org.tipcjunit.cli.zoo.Dispatch;
import org.tipcjunit.cli.zoo.JobReport;
import org.tipcjunit.cli.zoo.JobReport.Ending;
import org.tipcjunit.cli.zoo.SlurmJob;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.finding.Verdict;

/** Tells the user what becomes of each config, and keeps one line of each for the end. */
final class ConsoleSummary implements Dispatch.Told {

    /** What became of a config, without anything of its run. */
    private record Row(int place, JobReport.End end) {}

    /** From how many configs on it is said how long the rest may take. */
    private static final int MANY = 3;

    /** What our own lines begin with, others being parts of what they tell. */
    private static final String OWN = "[tipc] ";

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
                new JobReport.End(
                        name,
                        certificate.isCertified() ? Ending.CERTIFIED : Ending.NOT_CERTIFIED,
                        sentences.reasons(certificate.reasons(), PageWords.in(sentences.language())).stream()
                                .findFirst()
                                .orElse(""),
                        written.html()
                                .toString()
                                .replaceFirst("\\.html$", sentences.language().suffix() + ".html"),
                        written.json().toString(),
                        "")));
    }

    private synchronized void failed(int place, String name, Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
        out.println(words.get("failed", name, message));
        out.flush();
        rows.add(new Row(
                place,
                new JobReport.End(
                        name,
                        failure instanceof ConfigException ? Ending.REFUSED : Ending.NOT_CERTIFIED,
                        message.lines().findFirst().orElse(""),
                        "",
                        "",
                        "")));
    }

    @Override
    public synchronized void reported(SlurmJob job, JobReport report) {
        int place = job.number() - 1;
        for (JobReport.End end : report.ends()) {
            Optional<String> other = rows.stream()
                    .filter(row -> row.place() != place
                            && !end.certificate().isEmpty()
                            && row.end().certificate().equals(end.certificate()))
                    .map(row -> row.end().name())
                    .findFirst();
            if (other.isPresent()) {
                failed(
                        place,
                        end.name(),
                        new IllegalStateException(
                                "its certificate lies where that of " + other.get() + " does: " + end.certificate()));
            } else {
                rows.add(new Row(place, end));
            }
        }
        done();
    }

    @Override
    public synchronized void failed(SlurmJob job, RuntimeException failure) {
        failed(job.number() - 1, job.config(), failure);
        done();
    }

    @Override
    public synchronized void said(SlurmJob job, String node, String line) {
        if (line.isBlank()) {
            return;
        }
        out.println(
                line.startsWith(OWN)
                        ? words.get("job", String.valueOf(job.number()), node, line.substring(OWN.length()))
                        : line);
        out.flush();
    }

    @Override
    public synchronized void lost(SlurmJob job, String node, String how) {
        out.println(words.get(
                node.isEmpty() ? "lost.unplaced" : "lost", String.valueOf(job.number()), node, job.config(), how));
        out.flush();
    }

    /**
     * Tell what a signal put an end to; afterwards nothing is told.
     *
     * @param logs of the stages that were ended
     * @param keeps whether stages that had ended are kept
     * @param err where to
     */
    synchronized void stopped(List<Path> logs, boolean keeps, PrintWriter err) {
        out.flush();
        err.println();
        err.println(
                rows.isEmpty()
                        ? words.get("stopped")
                        : words.get(
                                "stoppedAmid",
                                String.valueOf(rows.size()),
                                String.valueOf(configs),
                                count(Ending.CERTIFIED)));
        logs.forEach(log -> err.println(words.get("stoppedLog", log.toString())));
        err.println(words.get(keeps ? "stoppedKept" : "stoppedEnded"));
        err.flush();
    }

    /** Get what became of everything, for whoever started this as a job. */
    synchronized JobReport report() throws IOException {
        List<JobReport.End> ends = new ArrayList<>();
        for (Row row : rows) {
            ends.add(row.end().digested());
        }
        return new JobReport(ends);
    }

    /** Get a table with a line for each certification. */
    synchronized String summary() {
        List<String> lines = new ArrayList<>();
        int width =
                rows.stream().mapToInt(row -> row.end().name().length()).max().orElse(0);
        List<Row> inOrder =
                rows.stream().sorted(Comparator.comparingInt(Row::place)).toList();
        for (Row row : inOrder) {
            lines.add(("%-" + Math.max(1, width) + "s  %-13s  %s")
                    .formatted(
                            row.end().name(),
                            words.get(row.end().ending().name().toLowerCase(Locale.ROOT)),
                            row.end().reason()));
            if (!row.end().page().isEmpty()) {
                lines.add(" ".repeat(width) + "  " + row.end().page());
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
        return rows.stream().anyMatch(row -> row.end().ending() == outcome);
    }

    private String count(Ending outcome) {
        return String.valueOf(
                rows.stream().filter(row -> row.end().ending() == outcome).count());
    }
}
