// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.process.Command;
import org.tipcjunit.stage.PlannedStage;

class ScriptedCellsTests {

    @Test
    void one_more_run_shows_options_of_two_values_each() {
        assertThat(chosen(List.of("False", "True"), List.of("1", "6"), List.of("1"), List.of("fp32")))
                .containsExactly(
                        "mkldnn=False, threads=1, batch=1, precision=fp32",
                        "mkldnn=True, threads=6, batch=1, precision=fp32");
    }

    @Test
    void every_value_is_seen_in_as_few_runs_as_the_longest_list_needs() {
        assertThat(chosen(List.of("True"), List.of("1", "2"), List.of("1", "4", "8"), List.of("fp32", "bf16")))
                .containsExactly(
                        "mkldnn=True, threads=1, batch=1, precision=fp32",
                        "mkldnn=True, threads=2, batch=8, precision=bf16",
                        "mkldnn=True, threads=2, batch=4, precision=bf16");
    }

    @Test
    void precisions_that_a_replay_cannot_have_are_left_alone() {
        assertThat(chosen(List.of("True"), List.of("1"), List.of("1"), List.of("fp32", "int8", "fp16")))
                .containsExactly("mkldnn=True, threads=1, batch=1, precision=fp32");
    }

    private static List<String> chosen(
            List<String> oneDnn, List<String> threads, List<String> batches, List<String> precisions) {
        List<PlannedCell> cells = new ArrayList<>();
        for (String on : oneDnn) {
            for (String thread : threads) {
                for (String batch : batches) {
                    for (String precision : precisions) {
                        Map<String, String> alternatives = new LinkedHashMap<>();
                        alternatives.put("mkldnn", on);
                        alternatives.put("threads", thread);
                        alternatives.put("batch", batch);
                        alternatives.put("precision", precision);
                        cells.add(new PlannedCell(alternatives, Optional.of(stage(cells.size())), Optional.empty()));
                    }
                }
            }
        }
        return ScriptedCells.of(cells).cells().stream().map(PlannedCell::name).toList();
    }

    private static PlannedStage stage(int number) {
        return new PlannedStage(
                "infer-" + number,
                StageKind.INFER,
                new Command(List.of("python3", "infer.py"), Path.of("/repo"), Map.of()),
                Path.of("/run/infer-" + number),
                Duration.ofMinutes(1));
    }
}
