// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.finding.Verdict;

/** Tells the user what becomes of each config, and keeps one line of each for the end. */
final class ConsoleSummary {

    /** What became of a config, without anything of its run. */
    private record Row(String config, Ending outcome, String reason, String certificate) {}

    private enum Ending {
        CERTIFIED("certified"),
        NOT_CERTIFIED("not certified"),
        REFUSED("config error");

        private final String words;

        Ending(String words) {
            this.words = words;
        }
    }

    private final int configs;
    private final PrintWriter out;
    private final List<Row> rows = new ArrayList<>();
    private int started;

    ConsoleSummary(int configs, PrintWriter out) {
        this.configs = configs;
        this.out = out;
    }

    void started(String name) {
        started++;
        out.printf(
                "%n[tipc] %s (certification %d; %d %s named)%n",
                name, started, configs, configs == 1 ? "config" : "configs");
        out.flush();
    }

    void judged(String name, Outcome outcome) {
        if (outcome.verdict() == Verdict.PASS) {
            out.printf("[tipc] %s: PASS%n", name);
        } else if (outcome.verdict() == Verdict.NOT_RUN) {
            out.printf("[tipc] %s: NOT_RUN: %s%n", name, outcome.message());
        } else {
            out.printf("[tipc] %s: FAIL%n%s%n", name, outcome.message());
        }
        out.flush();
    }

    void ended(String name, PublishedCertificate written) {
        Certificate certificate = written.certificate();
        rows.add(new Row(
                name,
                certificate.isCertified() ? Ending.CERTIFIED : Ending.NOT_CERTIFIED,
                certificate.reasons().stream().findFirst().orElse(""),
                written.html().toString()));
    }

    void failed(String name, Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
        out.printf("[tipc] %s: %s%n", name, message);
        out.flush();
        rows.add(new Row(
                name,
                failure instanceof ConfigException ? Ending.REFUSED : Ending.NOT_CERTIFIED,
                message.lines().findFirst().orElse(""),
                ""));
    }

    /** Get a table with a line for each certification. */
    String summary() {
        List<String> lines = new ArrayList<>();
        int width = rows.stream().mapToInt(row -> row.config().length()).max().orElse(0);
        for (Row row : rows) {
            lines.add(("%-" + Math.max(1, width) + "s  %-13s  %s")
                    .formatted(row.config(), row.outcome().words, row.reason()));
            if (!row.certificate().isEmpty()) {
                lines.add(" ".repeat(width) + "  " + row.certificate());
            }
        }
        lines.add("%d certified, %d not certified, %d with a config error"
                .formatted(count(Ending.CERTIFIED), count(Ending.NOT_CERTIFIED), count(Ending.REFUSED)));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** Get 0 when everything is certified, 1 when a model was judged and is not, 2 when only configs were at fault. */
    int exitStatus() {
        if (count(Ending.NOT_CERTIFIED) > 0) {
            return ExitStatus.NOT_CERTIFIED;
        }
        return count(Ending.REFUSED) > 0 || rows.isEmpty() ? ExitStatus.USAGE : ExitStatus.OK;
    }

    private long count(Ending outcome) {
        return rows.stream().filter(row -> row.outcome() == outcome).count();
    }
}
