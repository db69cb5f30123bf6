// SPDX-License-Identifier: Apache-2.0
package org.example.latency;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.artifact.InferenceTiming;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.stage.infer.Timings;

/** Judges latencies that the library measures on the exported model, by a clause of its own. */
public final class LatencyBudgetJudge implements Judge<LatencyBudget> {

    static final Clause CLAUSE = new Clause("latency", "an image is answered within the latency budget", "product");

    @Override
    public Clause clause() {
        return CLAUSE;
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.EXPORT, Clause.CONSISTENCY);
    }

    @Override
    public Finding judge(LatencyBudget demanded, Subject subject) {
        subject.inference();
        Optional<InferenceTiming> plain = subject.chain().get(Timings.OF_FIRST_BATCH).stream()
                .filter(timing -> !timing.oneDnn() && !timing.runs().isEmpty())
                .findFirst();
        if (plain.isEmpty()) {
            return subject.notDeclared(CLAUSE, "no latency was measured", "look at the log of the inference");
        }
        List<Double> milliseconds = plain.get().runs().stream()
                .map(run -> milliseconds(run, plain.get().batch()))
                .sorted()
                .toList();
        double p99 = milliseconds.get((int) Math.ceil(0.99 * milliseconds.size()) - 1);
        boolean kept = p99 <= demanded.p99Milliseconds();
        return new Finding(
                CLAUSE,
                subject.requirement(),
                subject.model(),
                kept ? Verdict.PASS : Verdict.FAIL,
                kept ? "an image is answered in time" : "an image takes longer than the latency budget allows",
                "at most " + demanded.p99Milliseconds() + " ms an image at the 99th percentile",
                String.format(Locale.ROOT, "%.3f ms in %d runs", p99, milliseconds.size()),
                kept ? "" : "make the model smaller, or raise the budget",
                List.of(Figure.of("latency of an image, 99th percentile", p99, "ms")),
                List.of(new Evidence.CurveEvidence("latency of every run", "run", "ms", milliseconds)),
                Optional.empty());
    }

    private static double milliseconds(Duration run, long batch) {
        return run.toNanos() / 1e6 / batch;
    }
}
