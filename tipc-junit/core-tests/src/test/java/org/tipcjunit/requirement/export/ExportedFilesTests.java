// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.ExportedModel.Spec;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.ExportRecord.InputSpec;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.export.ExportedFiles.FileState;

class ExportedFilesTests {

    private static final Spec IMAGE = new Spec("image", "float32", List.of(-1L, 3L, 32L, 32L));
    private static final Spec SCORES = new Spec("linear_1.tmp_1", "float32", List.of(-1L, 10L));

    private final ExportedFiles requirement = new ExportedFiles();

    @Test
    void passes_a_program_of_either_format() {
        assertThat(judge(model("inference.pdmodel"), 900, 5000).summary())
                .isEqualTo("a program (.pdmodel) that Paddle Inference loads");
        Finding pir = judge(model("inference.json"), 900, 5000);
        assertThat(pir.verdict()).isEqualTo(Verdict.PASS);
        assertThat(pir.figures())
                .containsExactly(
                        Figure.text("format", "PIR program (.json)"),
                        Figure.of("size of the program", 900, "bytes"),
                        Figure.of("size of the parameters", 5000, "bytes"),
                        Figure.of("inputs", 1, ""),
                        Figure.of("outputs", 1, ""),
                        Figure.text("exported by", "paddle.jit.save"),
                        Figure.text("layer in training mode when exported", "no"));
        assertThat(pir.observed())
                .isEqualTo("inputs: image float32[-1, 3, 32, 32]; outputs: linear_1.tmp_1 float32[-1, 10]");
    }

    @Test
    void fails_a_missing_program() {
        assertThat(FailureMessage.of(judge(model("inference.pdmodel"), -1, 5000)))
                .isEqualTo("""
                        [4.1.3] @ExportsInferenceModel failed for digits: export ended with exit status 0 but wrote no program file inference.pdmodel
                          expected: the export stage writes the program file /run/export/inference.pdmodel
                          observed: no file /run/export/inference.pdmodel
                          command:  python3 export.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/export/log.txt, last 1 line:
                            | exported
                          remedy:   make the script write it there, or correct the path in the test_tipc config; if the script reports an error, let it end with a status other than 0""");
    }

    @Test
    void fails_missing_parameters() {
        assertThat(judge(model("inference.json"), 900, -1).summary())
                .isEqualTo("export ended with exit status 0 but wrote no parameter file inference.pdiparams");
    }

    @Test
    void fails_an_empty_file() {
        assertThat(judge(model("inference.pdmodel"), 0, 5000).summary()).isEqualTo("inference.pdmodel is empty");
        assertThat(judge(model("inference.pdmodel"), 900, 0).summary()).isEqualTo("inference.pdiparams is empty");
    }

    @Test
    void fails_a_file_that_this_run_did_not_write() {
        ExportedModel model = model("../../yesterday/inference.pdmodel");

        Finding finding = judge(model, 900, 5000);

        assertThat(finding.summary()).isEqualTo("inference.pdmodel was not written by this run");
        assertThat(finding.observed()).isEqualTo("/run/export/../../yesterday/inference.pdmodel lies outside /run");
    }

    @Test
    void fails_files_of_which_no_export_was_recorded() {
        Finding finding =
                judge(Artifacts.exported("inference.pdmodel", List.of(IMAGE), List.of(SCORES), ""), 900, 5000);

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("no export was recorded, so the files may be those of another run");
    }

    @Test
    void fails_an_unknown_format() {
        assertThat(judge(model("inference.onnx"), 900, 5000).summary())
                .isEqualTo("the program file has an unknown format");
    }

    @Test
    void fails_a_program_that_does_not_load() {
        ExportedModel broken = Artifacts.exported(
                "inference.pdmodel", List.of(), List.of(), "crashed: SIGSEGV in NaiveExecutor::CreateVariables");

        assertThat(FailureMessage.of(judge(broken, 900, 5000))).isEqualTo("""
                        [4.1.3] @ExportsInferenceModel failed for digits: Paddle Inference cannot load the exported model
                          expected: a program and a parameter file, written by this run, that Paddle Inference loads with the declared inputs
                          observed: crashed: SIGSEGV in NaiveExecutor::CreateVariables
                          command:  python3 export.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/export/log.txt, last 1 line:
                            | exported
                          remedy:   load it by hand with paddle.inference of the same Paddle; export it again""");
    }

    @Test
    void fails_a_program_without_inputs_or_outputs() {
        assertThat(judge(Artifacts.exported("inference.json", List.of(), List.of(SCORES), ""), 9, 9)
                        .summary())
                .isEqualTo("the exported model has no inputs");
        assertThat(judge(Artifacts.exported("inference.json", List.of(IMAGE), List.of(), ""), 9, 9)
                        .summary())
                .isEqualTo("the exported model has no outputs");
    }

    @Test
    void accepts_declared_inputs_with_free_extents_and_unnamed_ones() {
        assertThat(judge(declared(new InputSpec("image", "float32", List.of(-1L, 3L, -1L, -1L))), 9, 9)
                        .isPass())
                .isTrue();
        Finding unnamed = judge(declared(new InputSpec("", "float32", List.of(1L, 3L, 32L, 32L))), 9, 9);
        assertThat(unnamed.isPass()).isTrue();
        assertThat(unnamed.figures())
                .contains(
                        Figure.text("exported by", "paddle.jit.save"),
                        Figure.text("layer in training mode when exported", "no"));
    }

    @Test
    void fails_an_input_that_is_not_the_declared_one() {
        Finding type = judge(declared(new InputSpec("image", "uint8", List.of(-1L, 3L, 32L, 32L))), 9, 9);
        Finding shape = judge(declared(new InputSpec("image", "float32", List.of(-1L, 3L, 28L, 28L))), 9, 9);

        assertThat(type.summary()).isEqualTo("input image is not the declared one");
        assertThat(shape.observed())
                .isEqualTo("the program has image float32[-1, 3, 32, 32], declared image float32[-1, 3, 28, 28]");
    }

    @Test
    void looks_at_real_files(@TempDir Path folder) throws IOException {
        Path program = Files.writeString(folder.resolve("inference.json"), "{}");

        assertThat(FileState.of(program)).isEqualTo(new FileState(program, 2));
        assertThat(FileState.of(folder).bytes()).isEqualTo(-1);
        assertThat(FileState.of(folder.resolve("missing")).bytes()).isEqualTo(-1);
        assertThat(requirement.judge(model("inference.json")).verdict()).isEqualTo(Verdict.FAIL);
    }

    private Finding judge(ExportedModel model, long programBytes, long parameterBytes) {
        return requirement.judge(
                model, new FileState(model.program(), programBytes), new FileState(model.parameters(), parameterBytes));
    }

    private static ExportedModel model(String program) {
        return recorded(Artifacts.exported(program, List.of(IMAGE), List.of(SCORES), ""), List.of());
    }

    private static ExportedModel recorded(ExportedModel model, List<InputSpec> declared) {
        ExportRecord export = new ExportRecord(
                "paddle.jit.save", "/run/export/inference", "Net", false, declared, Map.of(), List.of());
        return new ExportedModel(
                model.stage(),
                model.program(),
                model.parameters(),
                Optional.of(export),
                model.checkpoint(),
                model.inputs(),
                model.outputs(),
                model.loadError());
    }

    private static ExportedModel declared(InputSpec input) {
        return recorded(model("inference.pdmodel"), List.of(input));
    }
}
