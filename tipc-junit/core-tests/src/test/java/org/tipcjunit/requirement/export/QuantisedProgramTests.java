// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.MetricReached;

class QuantisedProgramTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.5"));

    @TempDir
    Path folder;

    @Test
    void a_quantising_training_whose_program_quantises_nothing_cannot_be_judged() throws IOException {
        Finding finding = judge("pact_train", "conv2d use_quantizer \n\"fake_quantize_abs_max");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the exported program of pact_train quantises nothing");
        assertThat(finding.observed()).isEqualTo("no operator of it has quantize_ in its name\ntop1 = 0.95");
        assertThat(finding.remedy())
                .isEqualTo("look whether the training and the export heed the options of pact_train, and export what"
                        + " quantises");
    }

    @Test
    void a_program_that_quantises_passes_and_so_does_any_of_another_training() throws IOException {
        assertThat(judge("pact_train", "\u001a/fake_quantize_dequantize_moving_average_abs_max"))
                .isSameAs(PASSED);
        assertThat(judge("quant_train", "\u001a\u000fquantize_linear")).isSameAs(PASSED);
        assertThat(judge("norm_train", "conv2d")).isSameAs(PASSED);
        assertThat(judge("", "conv2d")).isSameAs(PASSED);
    }

    private Finding judge(String trainer, String program) throws IOException {
        Path file = Files.writeString(folder.resolve("inference.pdmodel"), program);
        ExportedModel model = Artifacts.exported(file.toString(), List.of(), List.of(), "");
        return QuantisedProgram.of(trainer, model).in(PASSED);
    }
}
