// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.text.PrintedMetric.Standing;

/**
 * What an evaluation's output says about a metric.
 *
 * <p>Evaluations print running values before the final one. A line whose name is preceded by a counter of batches is a running
 * value: it counts only where nothing else was printed, and then the last one, if its counter is at its end. Of lines of one form
 * whose epochs rise, the last counts; of lines of one form that come several times, none counts beside one that is named as their
 * summary. All that is left must be one value.
 *
 * @param outcome what could be read
 * @param value the value, where there is one
 * @param quoted the places that are to be shown
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MetricReading(Outcome outcome, Optional<PrintedMetric> value, List<PrintedMetric> quoted) {

    /** What could be read. */
    public enum Outcome {
        /** One value. */
        READ,
        /** No such name with a number. */
        ABSENT,
        /** The name with words only that make it another one's. */
        OTHERS_ONLY,
        /** The name with words only whose meaning is not known. */
        UNCLEAR,
        /** Several different values. */
        SEVERAL,
        /** Running values only, which end before the last batch. */
        UNFINISHED
    }

    public MetricReading {
        quoted = List.copyOf(quoted);
    }

    /**
     * Read {@code output}.
     *
     * @param names names of the model, which may stand before the metric's
     */
    public static MetricReading of(List<String> output, MetricName metric, Set<String> names) {
        List<PrintedMetric> all = new MetricScan(metric, names, false).find(output);
        List<PrintedMetric> own = of(all, Standing.OWN);
        if (all.isEmpty()) {
            return new MetricReading(Outcome.ABSENT, Optional.empty(), List.of());
        }
        if (own.isEmpty()) {
            List<PrintedMetric> unclear = of(all, Standing.QUALIFIED);
            return unclear.isEmpty()
                    ? new MetricReading(Outcome.OTHERS_ONLY, Optional.empty(), all)
                    : new MetricReading(Outcome.UNCLEAR, Optional.empty(), unclear);
        }
        List<String> lines = new PlainLines(output).lines();
        List<PrintedValue> values = own.stream()
                .map(found -> PrintedValue.of(found, lines.get(found.line())))
                .toList();
        List<PrintedValue> finals =
                values.stream().filter(found -> found.counter().isEmpty()).toList();
        return finals.isEmpty() ? ofRunning(values) : one(summaries(lastEpochs(finals)));
    }

    /** Get the name, with words whose meaning is not known, that has a number once in {@code output}: the one of a summary, perhaps. */
    public static Optional<String> printedOnce(List<String> output, MetricName metric, Set<String> names) {
        List<String> labels = of(new MetricScan(metric, names, false).find(output), Standing.QUALIFIED).stream()
                .filter(found -> found.number().isPresent())
                .map(PrintedMetric::label)
                .toList();
        return labels.stream()
                .filter(label -> Collections.frequency(labels, label) == 1)
                .findFirst();
    }

    private static List<PrintedMetric> of(List<PrintedMetric> all, Standing standing) {
        return all.stream().filter(found -> found.standing() == standing).toList();
    }

    /** Take the last of each run of the counter. */
    private static MetricReading ofRunning(List<PrintedValue> values) {
        List<PrintedValue> ends = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            boolean last = i + 1 == values.size()
                    || !values.get(i + 1).form().equals(values.get(i).form())
                    || values.get(i + 1).counter().orElseThrow().done()
                            <= values.get(i).counter().orElseThrow().done();
            if (last) {
                ends.add(values.get(i));
            }
        }
        if (ends.stream().anyMatch(end -> !end.counter().orElseThrow().isComplete())) {
            return new MetricReading(
                    Outcome.UNFINISHED,
                    Optional.empty(),
                    ends.stream().map(PrintedValue::metric).toList());
        }
        return one(ends);
    }

    private static List<PrintedValue> lastEpochs(List<PrintedValue> values) {
        Map<String, List<PrintedValue>> byForm = new LinkedHashMap<>();
        values.forEach(value ->
                byForm.computeIfAbsent(value.form(), form -> new ArrayList<>()).add(value));
        List<PrintedValue> left = new ArrayList<>();
        for (List<PrintedValue> series : byForm.values()) {
            left.addAll(
                    PrintedValue.isRisingByEpoch(series) ? series.subList(series.size() - 1, series.size()) : series);
        }
        return left;
    }

    private static List<PrintedValue> summaries(List<PrintedValue> values) {
        List<PrintedValue> summaries =
                values.stream().filter(PrintedValue::isSummary).toList();
        boolean repeated = values.stream()
                .filter(value -> !value.isSummary())
                .allMatch(value -> values.stream()
                                .filter(other -> other.form().equals(value.form()))
                                .count()
                        > 1);
        return summaries.isEmpty() || !repeated ? values : summaries;
    }

    private static MetricReading one(List<PrintedValue> values) {
        List<PrintedMetric> left = values.stream().map(PrintedValue::metric).toList();
        Optional<PrintedMetric> unreadable =
                left.stream().filter(metric -> metric.number().isEmpty()).findFirst();
        if (unreadable.isPresent()) {
            return new MetricReading(Outcome.READ, unreadable, left);
        }
        PrintedMetric finest = left.get(0);
        for (PrintedMetric metric : left) {
            if (digits(metric) >= digits(finest)) {
                finest = metric;
            }
        }
        boolean one = left.stream().allMatch(a -> left.stream().allMatch(b -> agree(a, b)));
        if (!one) {
            return new MetricReading(Outcome.SEVERAL, Optional.empty(), left);
        }
        return new MetricReading(Outcome.READ, Optional.of(finest), left);
    }

    private static int digits(PrintedMetric metric) {
        return metric.value().orElseThrow().scale();
    }

    /** Whether both are one value, one of them perhaps rounded or cut. */
    private static boolean agree(PrintedMetric a, PrintedMetric b) {
        BigDecimal first = a.value().orElseThrow();
        BigDecimal second = b.value().orElseThrow();
        BigDecimal difference = first.subtract(second).abs();
        return difference.signum() == 0
                || (first.scale() != second.scale()
                        && difference.compareTo(first.ulp().max(second.ulp())) < 0);
    }
}
