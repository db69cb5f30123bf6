// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Cell;
import org.tipcjunit.artifact.Inference.Way;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.tensor.TensorValue;

class MatrixCheckTests {

    /** What dygraph says of two images, one at a time. */
    private static final Prediction PREDICTION = new Prediction(
            Artifacts.stage(StageKind.PREDICT, List.of("python3", "predict.py")),
            List.of(),
            List.of(
                    new LayerCall(0, "Net", false, List.of(floats("x", 1, 1, 2)), List.of(floats("y", 1, 10, 1))),
                    new LayerCall(1, "Net", false, List.of(floats("x", 1, 3, 4)), List.of(floats("y", 1, 1, 10)))));

    private static final Cell GPU =
            new Cell("device=gpu", Map.of(), "", Way.NOT_RUN, List.of(), List.of(), "needs a GPU", Optional.empty());

    @Test
    void a_cell_of_another_batch_size_agrees_sample_by_sample() {
        MatrixCheck check = check(cell("fp32", floats("x", 2, 1, 2, 3, 4), floats("y", 2, 10, 1, 1, 10.00001f)));

        assertThat(check.part().faults()).isEmpty();
        assertThat(check.part().unjudged()).isEmpty();
        assertThat(rows(check))
                .containsExactly(List.of(
                        "the cell",
                        "replay",
                        "|a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b|",
                        "9.537e-6",
                        "9.537e-7",
                        "0 of 2",
                        "agrees"));
        assertThat(check.summary()).isEqualTo("; 1 of 1 cell of the inference matrix ran and agree");
    }

    @Test
    void labels_of_words_are_compared_where_the_prediction_has_words() {
        TensorValue filledUp = floats("x", 2, 1, 2, 9, 3, 4, 9);

        assertThat(check(cell("fp32", filledUp, floats("y", 2, 10, 1, 77, 1, 10, 88)))
                        .part()
                        .unjudged())
                .isEmpty();
        assertThat(check(cell("fp32", filledUp, floats("y", 2, 10, 5, 77, 1, 10, 88)))
                        .part()
                        .unjudged())
                .singleElement()
                .satisfies(fault -> assertThat(fault.summary())
                        .isEqualTo("the outputs of the cell the cell depend on what fills a batch up"));
    }

    @ParameterizedTest
    @CsvSource({
        "fp32, 10.001, false",
        "fp16, 10.001, true",
        "fp16, 10.1, false",
        "bf16, 10.1, true",
        "bf16, 10.6, false",
        "int8, 10.1, true",
        "int8, 10.6, false"
    })
    void every_precision_has_its_own_tolerance(String precision, float output, boolean agrees) {
        MatrixCheck check = check(cell(precision, floats("x", 2, 1, 2, 3, 4), floats("y", 2, output, 1, 1, 10)));

        assertThat(check.part().faults().isEmpty()).isEqualTo(agrees);
    }

    @Test
    void a_cell_that_decides_otherwise_is_a_fault() {
        MatrixCheck check = check(cell("bf16", floats("x", 2, 1, 2, 3, 4), floats("y", 2, 1, 10, 1, 10)));

        assertThat(check.part().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.summary()).isEqualTo("the outputs of the cell the cell differ from the prediction's");
            assertThat(fault.detail())
                    .startsWith("the cell (replay), demanded |a-b| <= 0.02 * max(1, max|y|): max abs 9,");
        });
        assertThat(rows(check).get(0)).endsWith("1 of 2", "differs");
    }

    @Test
    void a_cell_that_could_not_run_is_a_fault() {
        MatrixCheck check = check(new Cell(
                "the cell",
                Map.of(),
                "bf16",
                Way.REPLAY,
                List.of(),
                List.of(),
                "(Unimplemented) bfloat16",
                Optional.empty()));

        assertThat(check.part().faults()).singleElement().satisfies(fault -> assertThat(fault.summary())
                .isEqualTo("the cell the cell could not run (replay)"));
    }

    @Test
    void a_cell_whose_script_failed_shows_what_that_printed_last() {
        StageRun run = Artifacts.stage(
                StageKind.INFER,
                List.of("python3", "infer.py"),
                new Termination.Exited(1),
                List.of(),
                "Traceback",
                "ValueError: no bfloat16");
        StageFailure failure = StageFailure.of(
                run, "the infer-2 command failed: exit status 1", "exit status 0", "exit status 1", "mend it");

        MatrixCheck check = check(Cell.failed("precision=fp16", Map.of(), "fp16", failure));

        assertThat(check.part().faults()).singleElement().satisfies(fault -> assertThat(fault.detail())
                .isEqualTo("""
                        precision=fp16: the infer-2 command failed: exit status 1
                          | Traceback
                          | ValueError: no bfloat16"""));
    }

    @Test
    void a_cell_that_this_machine_cannot_run_is_listed_with_the_reason() {
        MatrixCheck check = check(GPU, cell("fp32", floats("x", 2, 1, 2, 3, 4), floats("y", 2, 10, 1, 1, 10)));

        assertThat(check.part().faults()).isEmpty();
        assertThat(check.part().unjudged()).isEmpty();
        assertThat(rows(check).get(0)).containsExactly("device=gpu", "NOT_RUN", "-", "-", "-", "-", "needs a GPU");
        assertThat(check.part().figures())
                .containsExactly(Figure.share("cells of the inference matrix that ran", 1, 2, ""));
    }

    @Test
    void a_matrix_of_which_no_cell_ran_as_it_says_cannot_be_judged() {
        assertThat(check(GPU).part().unjudged())
                .extracting(Fault::summary)
                .containsExactly("no cell of the inference matrix ran as its row says");
    }

    @Test
    void a_cell_of_other_inputs_cannot_be_judged() {
        MatrixCheck fewer = check(cell("fp32", floats("x", 1, 1, 2), floats("y", 1, 10, 1)));
        MatrixCheck other = check(cell("fp32", floats("x", 2, 1, 2, 3, 5), floats("y", 2, 10, 1, 1, 10)));

        assertThat(fewer.part().unjudged()).hasSize(1);
        assertThat(fewer.part().unjudged().get(0).detail()).isEqualTo("the cell: 1 samples, and 2 in the prediction");
        assertThat(other.part().unjudged()).hasSize(1);
        assertThat(other.part().unjudged().get(0).detail()).startsWith("the cell: inputs differ: ");
        assertThat(fewer.part().faults()).isEmpty();
    }

    private static List<List<String>> rows(MatrixCheck check) {
        return ((TableEvidence) check.part().evidence().get(0)).rows();
    }

    private static MatrixCheck check(Cell... cells) {
        return MatrixCheck.of(
                PREDICTION,
                new Inference(
                        Artifacts.stage(StageKind.INFER, List.of("python3", "infer.py")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(cells)),
                Tolerance.ofOptimisedBackends());
    }

    private static Cell cell(String precision, TensorValue input, TensorValue output) {
        return new Cell(
                "the cell",
                Map.of(),
                precision,
                Way.REPLAY,
                List.of(List.of(input)),
                List.of(List.of(output)),
                "",
                Optional.empty());
    }

    private static TensorValue floats(String name, long rows, float... values) {
        return TensorValue.ofFloats(name, List.of(rows, values.length / rows), values);
    }
}
