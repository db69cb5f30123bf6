// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.internal.RunReport;

/** Tells the user what becomes of each config, and keeps one line of each for the end. */
final class CertificationListener implements TestExecutionListener {

    private static final String INVOCATION = "class-template-invocation";

    /** What became of a config, without anything of its run. */
    private record Row(String config, Outcome outcome, String reason, String certificate) {}

    private enum Outcome {
        CERTIFIED("certified"),
        NOT_CERTIFIED("not certified"),
        REFUSED("config error");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    private final int configs;
    private final PrintWriter out;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int started;

    CertificationListener(int configs, PrintWriter out) {
        this.configs = configs;
        this.out = out;
    }

    @Override
    public synchronized void executionStarted(TestIdentifier identifier) {
        if (isInvocation(identifier)) {
            started++;
            out.printf(
                    "%n[tipc] %s (certification %d; %d %s named)%n",
                    identifier.getDisplayName(), started, configs, configs == 1 ? "config" : "configs");
            out.flush();
        }
    }

    @Override
    public synchronized void reportingEntryPublished(TestIdentifier identifier, ReportEntry entry) {
        RunReport.of(entry.getKeyValuePairs())
                .ifPresent(report -> rows.put(
                        identifier.getUniqueId(),
                        new Row(
                                identifier.getDisplayName(),
                                report.certified() ? Outcome.CERTIFIED : Outcome.NOT_CERTIFIED,
                                report.reason(),
                                report.certificate())));
    }

    @Override
    public synchronized void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (identifier.isTest()) {
            tell(identifier, result);
        } else if (result.getStatus() != Status.SUCCESSFUL) {
            Throwable cause = result.getThrowable().orElse(null);
            String message = message(cause);
            out.printf("[tipc] %s: %s%n", identifier.getDisplayName(), message);
            Row known = rows.get(identifier.getUniqueId());
            Outcome outcome = cause instanceof ConfigException ? Outcome.REFUSED : Outcome.NOT_CERTIFIED;
            rows.put(
                    identifier.getUniqueId(),
                    new Row(
                            isInvocation(identifier) ? identifier.getDisplayName() : "all configs",
                            outcome,
                            firstLine(message),
                            known == null ? "" : known.certificate()));
        }
        out.flush();
    }

    private void tell(TestIdentifier test, TestExecutionResult result) {
        String name = test.getDisplayName().replaceFirst("\\(.*", "");
        switch (result.getStatus()) {
            case SUCCESSFUL -> out.printf("[tipc] %s: PASS%n", name);
            case ABORTED ->
                out.printf(
                        "[tipc] %s: NOT_RUN: %s%n",
                        name, message(result.getThrowable().orElse(null)));
            case FAILED ->
                out.printf(
                        "[tipc] %s: FAIL%n%s%n",
                        name, message(result.getThrowable().orElse(null)));
        }
    }

    private static boolean isInvocation(TestIdentifier identifier) {
        return identifier.getUniqueIdObject().getLastSegment().getType().equals(INVOCATION);
    }

    private static String message(@Nullable Throwable failure) {
        return failure == null
                ? "no reason was given"
                : Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Get a table with a line for each certification. */
    synchronized String summary() {
        List<String> lines = new ArrayList<>();
        int width = rows.values().stream()
                .mapToInt(row -> row.config().length())
                .max()
                .orElse(0);
        for (Row row : rows.values()) {
            lines.add(("%-" + Math.max(1, width) + "s  %-13s  %s")
                    .formatted(row.config(), row.outcome().words, row.reason()));
            if (!row.certificate().isEmpty()) {
                lines.add(" ".repeat(width) + "  " + row.certificate());
            }
        }
        lines.add("%d certified, %d not certified, %d with a config error"
                .formatted(count(Outcome.CERTIFIED), count(Outcome.NOT_CERTIFIED), count(Outcome.REFUSED)));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** Get 0 when everything is certified, 1 when a model was judged and is not, 2 when only configs were at fault. */
    synchronized int exitStatus() {
        if (count(Outcome.NOT_CERTIFIED) > 0) {
            return ExitStatus.NOT_CERTIFIED;
        }
        return count(Outcome.REFUSED) > 0 || rows.isEmpty() ? ExitStatus.USAGE : ExitStatus.OK;
    }

    private long count(Outcome outcome) {
        return rows.values().stream().filter(row -> row.outcome() == outcome).count();
    }
}
