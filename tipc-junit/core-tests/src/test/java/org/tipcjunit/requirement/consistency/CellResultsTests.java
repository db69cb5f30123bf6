// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Cell;
import org.tipcjunit.artifact.Inference.Way;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.printed.PrintedResults;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.requirement.text.ImageMentions;

class CellResultsTests {

    private static final List<Path> IMAGES = List.of(Path.of("images/a.png"), Path.of("images/b.png"));
    private static final List<String> PRINTED = List.of("a.png: cat 0.98 at 12", "b.png: dog 0.75 at 30");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a.png: cat 0.98 at 12; b.png: dog 0.75 at 30",
                "b.png: dog 0.75 at 30; a.png: cat 0.98 at 12",
                // What rounding in the last place comes to.
                "a.png: cat 0.99 at 12; b.png: dog 0.75 at 31",
                // Results of nearly equal scores change places.
                "a.png: cat 0.98 at 12; b.png: dog 30 at 0.75",
                // Lines about whole batches have another form.
                "['a.png', 'b.png']: cat 0.98 at 12, dog 0.75 at 30; done"
            })
    void equal_results_agree_in_every_cell(String first, String second) {
        Part part = part("fp32", first, second);

        assertThat(part.faults()).isEmpty();
        assertThat(part.unjudged()).isEmpty();
    }

    @Test
    void the_first_row_of_a_batch_printed_for_all_images_is_a_fault() {
        assertThat(part("fp32", "a.png: cat 0.98 at 12", "b.png: cat 0.98 at 12")
                        .faults())
                .containsExactly(new Fault(
                        "infer.py printed another result for b.png in the cell batch_size=4",
                        "in another cell: b.png: dog 0.75 at 30\nhere: b.png: cat 0.98 at 12",
                        "look at what happens between the outputs and the print: with batches, each row of the"
                                + " outputs belongs to a sample of its own"));
    }

    @Test
    void a_cell_that_prints_nothing_about_an_image_cannot_be_judged() {
        assertThat(part("fp32", "a.png: cat 0.98 at 12").unjudged())
                .containsExactly(new Fault(
                        "infer.py printed other results for b.png in the cell batch_size=4",
                        "nothing, and in another cell: b.png: dog 0.75 at 30",
                        "print results in the same form in every cell"));
    }

    @Test
    void cells_of_a_coarse_precision_may_print_other_numbers() {
        assertThat(part("bf16", "a.png: cat 0.91 at 17", "b.png: dog 0.70 at 33")
                        .faults())
                .isEmpty();
    }

    @Test
    void what_a_pattern_finds_is_compared_as_well() {
        List<String> found = List.of("x cat 0.98", "y dog 0.75");
        PrintedResults printed =
                new PrintedResults("predict.py", found, "infer.py", found, new ImageMentions(IMAGES), List.of());
        Inference inference = inference(found, "fp32", "x cat 0.98", "y cow 0.75");

        assertThat(new CellResults(printed, Optional.of("\\w (\\w+) [0-9.]+"), Tolerance.ofOptimisedBackends())
                        .part(inference)
                        .faults())
                .extracting(Fault::detail)
                .containsExactly("in another cell: y dog 0.75\nhere: y cow 0.75");
    }

    private static Part part(String precision, String... output) {
        PrintedResults printed =
                new PrintedResults("predict.py", PRINTED, "infer.py", PRINTED, new ImageMentions(IMAGES), List.of());
        return new CellResults(printed, Optional.empty(), Tolerance.ofOptimisedBackends())
                .part(inference(PRINTED, precision, output));
    }

    private static Inference inference(List<String> printed, String precision, String... output) {
        StageRun first =
                Artifacts.stage(StageKind.INFER, List.of("python3", "infer.py"), printed.toArray(String[]::new));
        StageRun other = Artifacts.stage(StageKind.INFER, List.of("python3", "infer.py"), output);
        return new Inference(
                first,
                List.of(),
                List.of(),
                List.of(),
                List.of(cell("batch_size=1", "fp32", first), cell("batch_size=4", precision, other)));
    }

    private static Cell cell(String name, String precision, StageRun stage) {
        return new Cell(name, Map.of(), precision, Way.SCRIPT, List.of(), List.of(), "", Optional.of(stage));
    }
}
