// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.chain.ExportedModel;
import org.tipcjunit.chain.InferenceTiming;
import org.tipcjunit.recording.ExportRecord;

class ParameterSizeTests {

    private static final InferenceTiming MEASURED = new InferenceTiming(
            "1 thread",
            1,
            IntStream.rangeClosed(1, 20)
                    .mapToObj(i -> Duration.ofMillis(21 - i))
                    .toList(),
            "");

    @TempDir
    Path folder;

    @Test
    void passes_parameters_of_the_stated_size_and_tells_the_rest() throws IOException {
        Finding finding = new ParameterSize(OptionalDouble.of(1.5), false).judge(model(1_500_000), MEASURED);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the exported parameters hold 1.50 MB, stated are at most 1.5 MB");
        assertThat(finding.figures())
                .containsExactly(
                        new Figure("parameters", "1.50", "MB"),
                        new Figure("multiply-adds", "12.5", "million"),
                        new Figure("latency, p50", "10.5", "ms"),
                        new Figure("latency, p95", "19.65", "ms"));
    }

    @Test
    void one_byte_more_fails() throws IOException {
        Finding finding = new ParameterSize(OptionalDouble.of(1.5), false).judge(model(1_500_001), MEASURED);

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the exported parameters are larger than stated");
        assertThat(finding.expected()).isEqualTo("exported parameters of at most 1.5 MB (10^6 bytes)");
        assertThat(finding.observed()).isEqualTo("1.50 MB, 1500001 bytes in inference.pdiparams");
        assertThat(finding.figures()).hasSize(4);
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
                .judge(model(10), new InferenceTiming("1 thread", 1, List.of(), "the predictor crashed"));

        assertThat(finding.figures()).hasSize(2);
        assertThat(((Evidence.TextEvidence) finding.evidence().get(0)).text())
                .contains("latency: not measured, the predictor crashed");
    }

    @Test
    void refuses_a_limit_that_is_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ParameterSize(OptionalDouble.of(0), false));
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
                        false,
                        List.of(),
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        OptionalLong.of(12_500_000))),
                model.checkpoint(),
                model.inputs(),
                model.outputs(),
                model.loadError());
    }
}
