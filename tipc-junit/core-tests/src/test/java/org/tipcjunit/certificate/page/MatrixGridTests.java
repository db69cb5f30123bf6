// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MatrixGridTests {

    private static final String WITHIN = "|a-b| <= 1e-5";

    private final PageWords words = PageWords.in(Language.ENGLISH);

    @Test
    void what_differs_between_cells_heads_rows_and_columns_and_what_does_not_stands_once() {
        Map<String, Object> view = view(List.of(
                agreeing("device=cpu, mkldnn=False, threads=1", "script", "0"),
                agreeing("device=cpu, mkldnn=False, threads=6", "replay", "2.861e-6"),
                agreeing("device=cpu, mkldnn=True, threads=1", "replay", "3e-8"),
                agreeing("device=cpu, mkldnn=True, threads=6", "replay", "0.02")));

        assertThat(view).containsEntry("same", "device=cpu").containsEntry("tolerances", WITHIN);
        assertThat(list(view, "columns"))
                .extracting(column -> column.get("column"))
                .containsExactly("threads=1", "threads=6");
        assertThat(list(view, "lines"))
                .extracting(line -> line.get("heading"))
                .containsExactly("mkldnn=False", "mkldnn=True");
        assertThat(list(view, "lines").stream().flatMap(line -> list(line, "gridCells").stream()))
                .extracting(cell -> cell.get("mark") + " " + cell.get("difference") + " " + cell.get("way") + " "
                        + cell.get("shade"))
                .containsExactly(
                        "✔ 0 the script heat0",
                        "✔ 2.861e-6 replay heat3",
                        "✔ 3e-8 replay heat2",
                        "✔ 0.02 replay heat4");
    }

    @Test
    void a_cell_says_whether_it_differs_did_not_run_or_could_not_and_why() {
        Map<String, Object> view = view(List.of(
                List.of("precision=fp32", "script", WITHIN, "0.5", "1", "3 of 16", "differs"),
                List.of("precision=fp16", "NOT_RUN", "-", "-", "-", "-", "needs a GPU"),
                List.of("precision=int8", "replay", WITHIN, "-", "-", "-", "no calibration"),
                List.of("precision=bf16", "script", WITHIN, "0", "0", "0 of 16", "not as asked for: oneDNN is off")));

        assertThat(list(view, "lines").stream().flatMap(line -> list(line, "gridCells").stream()))
                .extracting(cell -> cell.get("shade") + "|" + cell.get("mark") + "|" + cell.get("difference") + "|"
                        + cell.get("more"))
                .containsExactly(
                        "differs|✘|0.5|relative 1, decisions changed: 3 of 16",
                        "open|○|not run|needs a GPU",
                        "differs|✘|FAIL|no calibration",
                        "differs|✘|0|relative 0, decisions changed: 0 of 16; not as asked for: oneDNN is off");
    }

    @Test
    void what_was_allowed_and_why_a_cell_did_not_run_are_said_in_the_readers_language() {
        String allowed = WITHIN + " * max(1, max|y|) + 1e-5 * |b|";
        Map<String, Object> view = new MatrixGrid(List.of(
                        List.of(
                                "precision=fp32",
                                "script",
                                allowed + ", or 1.678e-4 by rounding (inputs moved by one unit in the last place move"
                                        + " outputs by 2.623e-6)",
                                "0",
                                "0",
                                "0 of 16",
                                "agrees"),
                        List.of("precision=fp16", "NOT_RUN", "-", "-", "-", "-", "needs a GPU that Paddle can use")))
                .view(PageWords.in(Language.CHINESE));

        assertThat(view).containsEntry("tolerances", allowed + "，或因舍入为 1.678e-4（输入变动末位一个单位，输出变动 2.623e-6）");
        assertThat(list(list(view, "lines").get(1), "gridCells").get(0)).containsEntry("more", "需要 Paddle 能使用的 GPU");
    }

    @Test
    void a_large_matrix_stays_narrow_and_loses_no_cell() {
        List<List<String>> rows = new ArrayList<>();
        for (String device : List.of("cpu", "gpu")) {
            for (int threads = 1; threads <= 3; threads++) {
                for (int batch = 1; batch <= 4; batch++) {
                    for (String precision : List.of("fp32", "fp16", "int8")) {
                        rows.add(agreeing(
                                "device=" + device + ", threads=" + threads + ", batch=" + batch + ", precision="
                                        + precision,
                                "replay",
                                "0"));
                    }
                }
            }
        }

        Map<String, Object> view = new MatrixGrid(rows).view(words);

        assertThat(list(view, "columns")).hasSizeLessThanOrEqualTo(8);
        assertThat(list(view, "lines").stream()
                        .flatMap(line -> list(line, "gridCells").stream())
                        .filter(cell -> !cell.get("mark").equals("")))
                .hasSize(rows.size());
    }

    @Test
    void one_cell_and_cells_with_names_of_another_form_are_shown_as_well() {
        assertThat(list(view(List.of(agreeing("device=cpu", "script", "0"))), "lines"))
                .hasSize(1);
        assertThat(list(view(List.of(agreeing("plain", "script", "0"), agreeing("oneDNN", "replay", "0"))), "lines"))
                .extracting(line -> line.get("heading"))
                .containsExactly("cell=plain", "cell=oneDNN");
    }

    @Test
    void a_table_of_something_else_is_no_matrix() {
        List<List<String>> table = List.of(agreeing("device=cpu", "script", "0"));

        assertThat(MatrixGrid.of(table, Set.of("device=cpu"))).isPresent();
        assertThat(MatrixGrid.of(table, Set.of("device=gpu"))).isEmpty();
        assertThat(MatrixGrid.of(List.of(), Set.of())).isEmpty();
        assertThat(MatrixGrid.of(List.of(List.of("device=cpu", "0")), Set.of("device=cpu")))
                .isEmpty();
    }

    private Map<String, Object> view(List<List<String>> rows) {
        return MatrixGrid.of(rows, rows.stream().map(row -> row.get(0)).collect(Collectors.toSet()))
                .orElseThrow()
                .view(words);
    }

    private static List<String> agreeing(String name, String way, String difference) {
        return List.of(name, way, WITHIN, difference, "1e-4", "0 of 16", "agrees");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> view, String key) {
        return (List<Map<String, Object>>) view.get(key);
    }
}
