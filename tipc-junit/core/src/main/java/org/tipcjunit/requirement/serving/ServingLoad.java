// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Answer;
import org.tipcjunit.artifact.LoadRun;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Latency;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.serving.LoadResult;

/**
 * Judges a service under load: every request is answered rightly, none is lost, and it lives on in bounded memory.
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ServingLoad(Parameters parameters) {

    private static final String REQUIREMENT = "@ServesUnderLoad";
    private static final double MEGABYTE = 1024 * 1024;
    private static final double NANOS_PER_MILLISECOND = 1e6;

    /** What every process may grow by, such as for its threads' stacks. */
    private static final long SLACK = 64 * 1024 * 1024;

    /**
     * What is demanded.
     *
     * @param p99Milliseconds how long the slowest answers may take, in milliseconds, at the 99th percentile; empty for no demand
     * @param memoryGrowth by which share of itself the service's memory may grow, besides 64 MiB; at least 0
     */
    public record Parameters(OptionalDouble p99Milliseconds, double memoryGrowth) {

        public Parameters {
            if (!(memoryGrowth >= 0)) {
                throw new IllegalArgumentException("the memory's growth must not be negative, unlike " + memoryGrowth);
            }
        }
    }

    /**
     * Judge a service under load; safe for several threads.
     *
     * @param serving what the same service answered one request at a time
     * @param load what it did under load
     */
    public Finding judge(ServingRun serving, LoadRun load) {
        LoadResult result = load.result();
        Judgement judgement = Judgement.of(
                Clause.SERVING_LOAD,
                REQUIREMENT,
                load.stage(),
                result.samples().size() + " requests, " + result.concurrency()
                        + " at a time, all answered as when they are sent alone; a living service afterwards that has grown by"
                        + " at most " + Quantity.percent(parameters.memoryGrowth) + " and 64 MiB"
                        + (parameters.p99Milliseconds.isPresent()
                                ? "; a p99 of at most " + Quantity.of(parameters.p99Milliseconds.getAsDouble()) + " ms"
                                : ""));
        List<Fault> faults = new ArrayList<>();
        answers(serving, load).ifPresent(faults::add);
        if (!load.alive()) {
            faults.add(new Fault(
                    "the service ended under load",
                    "it did not run any more after the last answer",
                    "read the end of its log"));
        }
        if (load.memoryAfter() > load.memoryBefore() * (1 + parameters.memoryGrowth) + SLACK) {
            faults.add(new Fault(
                    "the service's memory grows with the requests",
                    megabytes(load.memoryBefore()) + " MiB before and " + megabytes(load.memoryAfter()) + " MiB after "
                            + result.samples().size() + " requests",
                    "keep nothing of a request when it has been answered"));
        }
        Optional<Duration> p99 = result.quantile(0.99);
        if (parameters.p99Milliseconds.isPresent()
                && p99.filter(latency ->
                                latency.toNanos() / NANOS_PER_MILLISECOND <= parameters.p99Milliseconds.getAsDouble())
                        .isEmpty()) {
            faults.add(new Fault(
                    "the service is too slow under load",
                    "p99 " + p99.map(Latency::milliseconds).orElse("-") + " ms",
                    "give the service more workers (worker_num, concurrency), or demand less"));
        }
        List<Figure> figures = figures(load);
        List<Evidence> evidence = List.of(new CurveEvidence(
                "latency of every request",
                "request",
                "ms",
                result.samples().stream()
                        .map(sample -> sample.latency().toNanos() / NANOS_PER_MILLISECOND)
                        .toList()));
        List<Fault> unjudged = new ArrayList<>();
        if (load.memoryBefore() <= 0 || load.memoryAfter() <= 0) {
            unjudged.add(new Fault(
                    "the service's memory cannot be seen",
                    megabytes(load.memoryBefore()) + " MiB before and " + megabytes(load.memoryAfter())
                            + " MiB after, though it runs",
                    "run where /proc/PID/smaps_rollup of a process of one's own can be read"));
        }
        return judgement.conclude(
                List.of(new Part(faults, unjudged, figures, evidence)),
                "the service answered " + result.samples().size() + " requests, " + result.concurrency() + " at a time",
                Quantity.of(result.requestsPerSecond()) + " requests a second; latency p50 " + latency(result, 0.5)
                        + ", p95 " + latency(result, 0.95) + ", p99 " + latency(result, 0.99) + " ms");
    }

    private static Optional<Fault> answers(ServingRun serving, LoadRun load) {
        Map<Path, List<String>> alone = new LinkedHashMap<>();
        serving.first().stream()
                .flatMap(service -> service.http().stream())
                .forEach(answer -> alone.put(answer.image(), values(answer)));
        int lost = 0;
        int wrong = 0;
        String first = "";
        for (LoadResult.Sample sample : load.result().samples()) {
            Path image = load.images().get(sample.request() % load.images().size());
            String problem = "";
            if (sample.response().isEmpty()) {
                lost++;
                problem = sample.error();
            } else if (!sample.response().get().isSuccess()) {
                wrong++;
                problem = ErrNo.describe(
                        sample.response().get().errNo(), sample.response().get().errMsg());
            } else if (!sample.response().get().values().equals(alone.get(image))) {
                wrong++;
                problem = "answered " + sample.response().get().values() + ", alone " + alone.get(image);
            }
            if (first.isEmpty() && !problem.isEmpty()) {
                first = "request " + (sample.request() + 1) + " (" + image.getFileName() + "): " + problem;
            }
        }
        if (load.result().samples().isEmpty()) {
            return Optional.of(new Fault("no request was sent", "0 requests", "run it again to the end"));
        }
        return lost + wrong == 0
                ? Optional.empty()
                : Optional.of(new Fault(
                        lost > 0 ? "the service loses requests under load" : "the service answers wrongly under load",
                        lost + " without an answer and " + wrong + " answered wrongly of "
                                + load.result().samples().size() + " requests; first " + first,
                        "read the service's log of that time; keep what belongs to a request with it, and share no state"
                                + " between requests"));
    }

    private static List<String> values(Answer answer) {
        return answer.response().map(response -> response.values()).orElse(List.of());
    }

    private static List<Figure> figures(LoadRun load) {
        LoadResult result = load.result();
        return List.of(
                Figure.of("throughput", result.requestsPerSecond(), "requests/s"),
                Latency.figure("latency under load, p50", result.quantile(0.5)),
                Latency.figure("latency under load, p95", result.quantile(0.95)),
                Latency.figure("latency under load, p99", result.quantile(0.99)),
                Figure.of("requests at a time", result.concurrency(), ""),
                Figure.of("memory before the load", load.memoryBefore() / MEGABYTE, "MiB"),
                Figure.of("memory after the load", load.memoryAfter() / MEGABYTE, "MiB"),
                Figure.of("start to ready", load.startToReady().toMillis() / 1000.0, "s"));
    }

    private static String latency(LoadResult result, double p) {
        return result.quantile(p).map(Latency::milliseconds).orElse("-");
    }

    private static String megabytes(long bytes) {
        return Quantity.of(bytes / MEGABYTE);
    }
}
