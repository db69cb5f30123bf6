// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.InferenceTiming;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.requirement.Artifacts;

class ParameterSizeTests {

    private static final List<InferenceTiming> MEASURED = List.of(measured(false, 1000), measured(true, 100));

    @TempDir
    Path folder;

    @Test
    void passes_parameters_of_the_stated_size_and_tells_the_rest() throws IOException {
        Finding finding = new ParameterSize(OptionalDouble.of(1.5), false).judge(model(1_500_000), MEASURED);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the exported parameters hold 1.50 MB, stated are at most 1.5 MB");
        assertThat(finding.figures())
                .containsExactly(
                        Figure.of("parameters", new BigDecimal("1.50"), "MB").as(Figure.Key.PARAMETERS),
                        Figure.of("multiply-adds", 12.5, "million").as(Figure.Key.MULTIPLY_ADDS),
                        Figure.of("latency, p50", 10.5, "ms").as(Figure.Key.LATENCY),
                        Figure.of("latency, p95", 19.65, "ms"),
                        Figure.of("latency with oneDNN, p50", 1.05, "ms").as(Figure.Key.LATENCY_OF_ONE_DNN),
                        Figure.of("latency with oneDNN, p95", 1.965, "ms"));
        assertThat(((Evidence.TextEvidence) finding.evidence().get(0)).text()).isEqualTo("""
                multiply-adds: of one sample, as paddle.flops counts them
                latency: 20 runs of 1 sample of the first input of inference, in Java, on 1 thread with graph optimisation,\
                 without oneDNN
                latency with oneDNN: 20 runs of 1 sample of the first input of inference, in Java, on 1 thread with graph\
                 optimisation, with oneDNN""");
    }

    @Test
    void one_byte_more_fails() throws IOException {
        Finding finding = new ParameterSize(OptionalDouble.of(1.5), false).judge(model(1_500_001), MEASURED);

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the exported parameters are larger than stated");
        assertThat(finding.expected()).isEqualTo("exported parameters of at most 1.5 MB (10^6 bytes)");
        assertThat(finding.observed()).isEqualTo("1.50 MB, 1500001 bytes in inference.pdiparams");
        assertThat(finding.figures()).hasSize(6);
    }

    @Test
    void an_original_model_is_reported_for_comparison() throws IOException {
        Finding finding = new ParameterSize(OptionalDouble.empty(), true).judge(model(3_040_000), MEASURED);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the original's exported parameters hold 3.04 MB, for comparison");
    }

    @Test
    void a_model_of_which_no_size_is_stated_is_not_judged() throws IOException {
        Finding finding = new ParameterSize(OptionalDouble.empty(), false).judge(model(10), MEASURED);

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(finding.remedy()).isEqualTo("state it with @ModelSize(maxMegabytes = ...)");
    }

    @Test
    void a_latency_that_was_not_measured_is_told() throws IOException {
        Finding finding = new ParameterSize(OptionalDouble.of(1), false)
                .judge(
                        model(10),
                        List.of(
                                measured(false, 1000),
                                new InferenceTiming(true, 1, List.of(), "the predictor crashed")));

        assertThat(finding.figures()).hasSize(4);
        assertThat(((Evidence.TextEvidence) finding.evidence().get(0)).text())
                .contains("latency with oneDNN: not measured, the predictor crashed");
    }

    @Test
    void refuses_a_limit_that_is_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterSize(OptionalDouble.of(0), false));
    }

    /** Get 20 runs of 1 to 20 times so many microseconds. */
    private static InferenceTiming measured(boolean oneDnn, int micros) {
        return new InferenceTiming(
                oneDnn,
                1,
                IntStream.rangeClosed(1, 20)
                        .mapToObj(i -> Duration.ofNanos((21L - i) * micros * 1000))
                        .toList(),
                "");
    }

    private ExportedModel model(int bytes) throws IOException {
        Path parameters = Files.write(folder.resolve("inference.pdiparams"), new byte[bytes]);
        ExportedModel model = Artifacts.exported("inference.pdmodel", List.of(), List.of(), "");
        return new ExportedModel(
                model.stage(),
                model.program(),
                parameters,
                Optional.of(new ExportRecord(
                        "paddle.jit.save",
                        "/run/inference",
                        "Net",
                        ExportRecord.FORWARD,
                        false,
                        List.of(),
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        OptionalLong.of(12_500_000),
                        Set.of())),
                model.checkpoint(),
                model.inputs(),
                model.outputs(),
                model.loadError());
    }
}
