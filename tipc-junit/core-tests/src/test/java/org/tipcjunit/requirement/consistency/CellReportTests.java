// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.artifact.Inference.Cell;
import org.tipcjunit.artifact.Inference.Way;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

class CellReportTests {

    private static final List<String> REPORT = List.of(
            "[2022/08/08 16:28:28] root INFO: ---------------------- Env info ----------------------",
            "[2022/08/08 16:28:28] root INFO:  OS_version: Ubuntu 18.04",
            "[2022/08/08 16:28:28] root INFO: ---------------------- Conf info ----------------------",
            "[2022/08/08 16:28:28] root INFO: runtime_device: cpu",
            "[2022/08/08 16:28:28] root INFO: ir_optim: True",
            "[2022/08/08 16:28:28] root INFO: enable_tensorrt: False",
            "[2022/08/08 16:28:28] root INFO: enable_mkldnn: True",
            "[2022/08/08 16:28:28] root INFO: cpu_math_library_num_threads: 6",
            "[2022/08/08 16:28:28] root INFO: ----------------------- Model info ----------------------",
            "[2022/08/08 16:28:28] root INFO: model_name: digits",
            "[2022/08/08 16:28:28] root INFO: precision: fp32",
            "[2022/08/08 16:28:28] root INFO: ----------------------- Data info -----------------------",
            "[2022/08/08 16:28:28] root INFO: batch_size: 1",
            "[2022/08/08 16:28:28] root INFO: input_shape: dynamic",
            "[2022/08/08 16:28:28] root INFO: data_num: 4");

    @Test
    void a_report_of_the_cell_that_was_asked_for_is_no_contradiction() {
        assertThat(CellReport.contradiction(cell(REPORT, "fp32", Map.of()))).isEmpty();
    }

    @Test
    void a_script_without_a_report_is_no_contradiction() {
        assertThat(CellReport.contradiction(cell(List.of("batch_size: 8"), "fp32", Map.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "device, gpu, runtime_device: cpu",
        "mkldnn, False, enable_mkldnn: True",
        "threads, 1, cpu_math_library_num_threads: 6",
        "batch_size, 16, batch_size: 1",
        "trt, True, enable_tensorrt: False",
    })
    void a_report_of_another_cell_is_a_contradiction(String name, String asked, String said) {
        Fault fault = CellReport.contradiction(cell(REPORT, "fp32", Map.of(name, asked)))
                .orElseThrow();

        assertThat(fault.summary()).isEqualTo("inference reports another cell than was asked for");
        assertThat(fault.detail()).endsWith(": the script reports " + said + ", asked for was " + asked);
    }

    @Test
    void a_report_of_another_precision_is_a_contradiction() {
        assertThat(CellReport.contradiction(cell(REPORT, "bf16", Map.of()))
                        .orElseThrow()
                        .detail())
                .endsWith("the script reports precision: fp32, asked for was bf16");
    }

    private static Cell cell(List<String> output, String precision, Map<String, String> other) {
        Map<String, String> alternatives = new LinkedHashMap<>(Map.of(
                "device",
                "cpu",
                "mkldnn",
                "True",
                "threads",
                "6",
                "batch_size",
                "1",
                "precision",
                precision,
                "trt",
                "False"));
        alternatives.putAll(other);
        return new Cell(
                "the cell",
                alternatives,
                precision,
                Way.SCRIPT,
                List.of(),
                List.of(),
                "",
                Optional.of(Artifacts.stage(
                        StageKind.INFER,
                        List.of("python3", "infer.py"),
                        new Termination.Exited(0),
                        List.of(),
                        output.toArray(String[]::new))));
    }
}
