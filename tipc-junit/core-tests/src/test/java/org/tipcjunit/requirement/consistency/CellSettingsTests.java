// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
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
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.tensors.Samples;
import org.tipcjunit.tensor.TensorValue;

class CellSettingsTests {

    private static final Map<String, String> RECORDED = Map.of(
            "cpu_math_thread", "1",
            "enable_mkldnn", "false",
            "mkldnn_cache_capacity", "10",
            "use_gpu", "false",
            "ir_optim", "true",
            "enable_mkldnn_bfloat16", "false",
            "enable_mkldnn_int8", "false");

    /** What prediction was given of six images, some of which have two crops. */
    private static final Samples SAMPLES = samples(12);

    @Test
    void a_cell_that_ran_as_it_claims_is_shown_with_its_settings() {
        Part part = judge(cell(Map.of(), Map.of(), 1, 1, 1, 1, 1, 1));

        assertThat(part.faults()).isEmpty();
        assertThat(part.unjudged()).isEmpty();
        assertThat(((TableEvidence) part.evidence().get(0)).rows())
                .containsExactly(
                        List.of("the cell", "script", "no oneDNN, graph optimisation, 1 thread, fp32, batches of 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mkldnn | False | enable_mkldnn | true | --enable_mkldnn=False, recorded was oneDNN on",
                "mkldnn | True | enable_mkldnn | false | --enable_mkldnn=True, recorded was oneDNN off",
                "threads | 6 | cpu_math_thread | 1 | --cpu_threads=6, recorded was 1 thread",
                "threads | 1 | cpu_math_thread | 10 | --cpu_threads=1, recorded was 10 threads",
                "device | cpu | use_gpu | true | --use_gpu=cpu, recorded was GPU",
            })
    void an_option_without_effect_is_named_with_what_was_recorded(
            String alternative, String asked, String setting, String recorded, String message) {
        Part part = judge(cell(Map.of(alternative, asked), Map.of(setting, recorded), 1, 1));

        assertThat(part.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.summary()).isEqualTo("infer.py ignores " + message.replaceFirst("=.*", ""));
            assertThat(fault.detail()).isEqualTo("the cell: asked for was " + message);
        });
    }

    @ParameterizedTest
    @CsvSource({"bf16, false, --precision=bf16, fp32", "fp32, true, --precision=fp32, bf16"})
    void a_precision_without_effect_is_named(String asked, String bfloat16, String option, String recorded) {
        Part part = judge(cell(
                Map.of("precision", asked, "mkldnn", "True"),
                Map.of("enable_mkldnn", "true", "enable_mkldnn_bfloat16", bfloat16),
                1,
                1));

        assertThat(part.faults())
                .extracting(Fault::detail)
                .containsExactly("the cell: asked for was " + option + ", recorded was " + recorded);
    }

    @Test
    void graph_optimisation_is_asked_for_beside_the_lists() {
        Cell cell = cell(Map.of(), Map.of(), 1, 1);

        assertThat(judge(with(cell, "--ir_optim=True")).faults()).isEmpty();
        assertThat(judge(with(cell, "--ir_optim=False")).faults())
                .extracting(Fault::detail)
                .containsExactly("the cell: asked for was --ir_optim=False, recorded was graph optimisation on");
    }

    @Test
    void one_option_is_one_fault_that_names_all_cells() {
        Part part = judge(cell(Map.of("threads", "2"), Map.of(), 1, 1), cell(Map.of("threads", "4"), Map.of(), 1, 1));

        assertThat(part.faults()).singleElement().satisfies(fault -> assertThat(fault.detail())
                .isEqualTo("the cell: asked for was --cpu_threads=2, recorded was 1 thread\n"
                        + "the cell: asked for was --cpu_threads=4, recorded was 1 thread"));
    }

    @Test
    void a_cell_whose_predictor_was_not_seen_cannot_be_judged() {
        Cell seen = cell(Map.of(), Map.of(), 1, 1);
        Cell unseen = new Cell(
                seen.name(),
                seen.alternatives(),
                "fp32",
                Way.SCRIPT,
                seen.inputs(),
                seen.outputs(),
                "",
                seen.stage(),
                List.of(Map.of()));

        Part part = judge(unseen);

        assertThat(part.faults()).isEmpty();
        assertThat(part.unjudged())
                .extracting(Fault::detail)
                .containsExactly("the cell: the settings of its predictor were not recorded");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1-1-1-1-1-1", // as asked for
        "2, 2-2-2",
        "4, 4-2", // the last one is smaller
        "16, 6", // fewer images than a run may have
        "1, 2-2-2-2-2-2", // two crops an image
        "2, 4-4-4",
    })
    void batches_that_hold_what_is_asked_for(int asked, String runs) {
        assertThat(batches(asked, runs).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, 1-1-1-1-1-1, 1", "1, 6, 6", "4, 6, 6", "4, 2-2-2, 2", "1, 2-2-2, 2", "16, 4-2, '4, 2'"})
    void batches_of_another_size_than_is_asked_for(int asked, String runs, String recorded) {
        assertThat(batches(asked, runs).faults())
                .extracting(Fault::detail)
                .containsExactly(
                        "the cell: asked for was --batch_size=" + asked + ", recorded was batches of " + recorded);
    }

    @Test
    void runs_that_warm_up_are_no_batches_of_images() {
        Cell cell = cell(Map.of("batch_size", "16"), Map.of(), 6);
        List<List<TensorValue>> inputs = new ArrayList<>(cell.inputs());
        inputs.add(0, List.of(rows(1, 100)));
        inputs.add(0, List.of(rows(1, 200)));

        assertThat(judge(new Cell(
                                "the cell",
                                cell.alternatives(),
                                "fp32",
                                Way.SCRIPT,
                                inputs,
                                inputs,
                                "",
                                cell.stage(),
                                cell.settings()))
                        .faults())
                .isEmpty();
    }

    @Test
    void samples_of_different_shapes_stay_apart() {
        List<List<TensorValue>> inputs = List.of(
                List.of(TensorValue.ofFloats("x", List.of(1L, 2L), new float[2])),
                List.of(TensorValue.ofFloats("x", List.of(1L, 3L), new float[3])),
                List.of(TensorValue.ofFloats("x", List.of(1L, 4L), new float[4])));
        Cell cell = cell(Map.of("batch_size", "2"), Map.of(), 1);

        assertThat(judge(new Cell(
                                "the cell",
                                cell.alternatives(),
                                "fp32",
                                Way.SCRIPT,
                                inputs,
                                inputs,
                                "",
                                cell.stage(),
                                cell.settings()))
                        .faults())
                .isEmpty();
    }

    private static Part batches(int asked, String runs) {
        int[] rows =
                List.of(runs.split("-")).stream().mapToInt(Integer::parseInt).toArray();
        return judge(cell(Map.of("batch_size", String.valueOf(asked)), Map.of(), rows));
    }

    private static Part judge(Cell... cells) {
        return CellSettings.of(List.of(cells), new CellBatches(6, SAMPLES)).part();
    }

    private static Cell cell(Map<String, String> asked, Map<String, String> recorded, int... runs) {
        Map<String, String> alternatives =
                new LinkedHashMap<>(Map.of("device", "cpu", "mkldnn", "False", "threads", "1", "precision", "fp32"));
        alternatives.putAll(asked);
        Map<String, String> settings = new HashMap<>(RECORDED);
        if (alternatives.get("mkldnn").equals("True")) {
            settings.put("enable_mkldnn", "true");
        }
        settings.putAll(recorded);
        List<List<TensorValue>> inputs = new ArrayList<>();
        int first = 0;
        for (int rows : runs) {
            inputs.add(List.of(rows(rows, first)));
            first += rows;
        }
        return new Cell(
                "the cell",
                alternatives,
                alternatives.get("precision"),
                Way.SCRIPT,
                inputs,
                inputs,
                "",
                Optional.of(stage()),
                List.of(settings));
    }

    private static StageRun stage(String... more) {
        List<String> argv = new ArrayList<>(List.of(
                "python3",
                "infer.py",
                "--use_gpu=False",
                "--enable_mkldnn=False",
                "--cpu_threads=1",
                "--batch_size=1",
                "--precision=fp32"));
        argv.addAll(List.of(more));
        return Artifacts.stage(StageKind.INFER, argv, new Termination.Exited(0), List.of());
    }

    private static Cell with(Cell cell, String option) {
        return new Cell(
                cell.name(),
                cell.alternatives(),
                cell.precision(),
                cell.way(),
                cell.inputs(),
                cell.outputs(),
                "",
                Optional.of(stage(option)),
                cell.settings());
    }

    private static Samples samples(int count) {
        List<List<TensorValue>> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(List.of(rows(1, i)));
        }
        return new Samples(inputs, inputs);
    }

    private static TensorValue rows(int rows, int first) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = first + i;
        }
        return TensorValue.ofFloats("x", List.of((long) rows, 1L), values);
    }
}
