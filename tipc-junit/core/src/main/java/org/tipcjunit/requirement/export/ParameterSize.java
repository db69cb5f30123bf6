// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.InferenceTiming;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Latency;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.ExportRecord;

/**
 * Judges whether the exported parameters are not larger than stated, and reports multiply-adds and latency (clause 4.3.3).
 *
 * @param maxMegabytes the limit in 10^6 bytes; empty where nothing is stated
 * @param original whether the model is the original one, which light ones are compared with and about which nothing need be stated
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ParameterSize(OptionalDouble maxMegabytes, boolean original) {

    private static final String REQUIREMENT = "@ModelSize";
    private static final int MILLION = 1_000_000;

    public ParameterSize {
        if (maxMegabytes.isPresent() && !(maxMegabytes.getAsDouble() > 0)) {
            throw new IllegalArgumentException(
                    "a limit of the size is a positive number of megabytes, not " + maxMegabytes.getAsDouble());
        }
    }

    /** Judge the parameters of {@code model}; reads the size of their file. */
    public Finding judge(ExportedModel model, List<InferenceTiming> timings) {
        Judgement judgement = Judgement.of(
                Clause.MODEL_SIZE,
                REQUIREMENT,
                model.stage(),
                maxMegabytes.isPresent()
                        ? "exported parameters of at most " + number(maxMegabytes.getAsDouble()) + " MB (10^6 bytes)"
                        : "exported parameters within a stated size");
        long bytes;
        try {
            bytes = Files.size(model.parameters());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the size of " + model.parameters(), e);
        }
        List<Figure> figures = figures(bytes, model, timings);
        String observed = megabytes(bytes) + " MB, " + bytes + " bytes in " + fileName(model.parameters());
        List<Evidence> evidence = List.of(new TextEvidence("how it was measured", measured(model, timings)));
        if (maxMegabytes.isEmpty() && original) {
            return judgement.pass(
                    "the original's exported parameters hold " + megabytes(bytes) + " MB, for comparison",
                    observed,
                    figures,
                    evidence);
        }
        if (maxMegabytes.isEmpty()) {
            return judgement.notRun(
                    "no size is stated for this model",
                    observed,
                    "state it with @ModelSize(maxMegabytes = ...)",
                    figures,
                    evidence);
        }
        if (bytes > maxMegabytes.getAsDouble() * MILLION) {
            return judgement.fail(
                    "the exported parameters are larger than stated",
                    observed,
                    "export the light model, without weights of training (optimizer, teacher, second head), or state its size",
                    figures,
                    evidence);
        }
        return judgement.pass(
                "the exported parameters hold " + megabytes(bytes) + " MB, stated are at most "
                        + number(maxMegabytes.getAsDouble()) + " MB",
                observed,
                figures,
                evidence);
    }

    private static List<Figure> figures(long bytes, ExportedModel model, List<InferenceTiming> timings) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("parameters", millions(bytes), "MB").as(Figure.Key.PARAMETERS));
        OptionalLong counted = model.export().map(ExportRecord::multiplyAdds).orElse(OptionalLong.empty());
        counted.ifPresent(count -> figures.add(
                Figure.of("multiply-adds", count / (double) MILLION, "million").as(Figure.Key.MULTIPLY_ADDS)));
        for (InferenceTiming timing : timings) {
            String name = timing.oneDnn() ? "latency with oneDNN, " : "latency, ";
            Figure.Key key = timing.oneDnn() ? Figure.Key.LATENCY_OF_ONE_DNN : Figure.Key.LATENCY;
            Latency.quantile(timing.runs(), 0.5)
                    .ifPresent(latency -> figures.add(
                            Latency.figure(name + "p50", Optional.of(latency)).as(key)));
            Latency.quantile(timing.runs(), 0.95)
                    .ifPresent(latency -> figures.add(Latency.figure(name + "p95", Optional.of(latency))));
        }
        return figures;
    }

    private static String measured(ExportedModel model, List<InferenceTiming> timings) {
        Optional<ExportRecord> counted =
                model.export().filter(export -> export.multiplyAdds().isPresent());
        String problems = model.stage().recording().problems().stream()
                .filter(problem -> problem.contains("multiply-adds"))
                .findFirst()
                .orElse("the export's recording holds none");
        return (counted.isPresent()
                        ? "multiply-adds: of one sample, as paddle.flops counts them"
                        : "multiply-adds: not counted, " + problems)
                + "\n"
                + timings.stream().map(ParameterSize::measured).collect(Collectors.joining("\n"));
    }

    private static String measured(InferenceTiming timing) {
        String name = timing.oneDnn() ? "latency with oneDNN: " : "latency: ";
        return timing.runs().isEmpty()
                ? name + "not measured, " + timing.error()
                : name + timing.runs().size() + " runs of " + Quantity.count(timing.batch(), "sample")
                        + " of the first input of inference, in Java, on 1 thread with graph optimisation, "
                        + (timing.oneDnn() ? "with" : "without") + " oneDNN";
    }

    private static String megabytes(long bytes) {
        return millions(bytes).toPlainString();
    }

    private static BigDecimal millions(long number) {
        return BigDecimal.valueOf(number).divide(BigDecimal.valueOf(MILLION), 2, RoundingMode.HALF_UP);
    }

    private static String number(double value) {
        return Quantity.of(value);
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
