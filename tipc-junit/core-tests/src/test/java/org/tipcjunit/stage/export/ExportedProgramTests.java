// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.process.Command;
import org.tipcjunit.recording.ExportRecord;

class ExportedProgramTests {

    @TempDir
    Path folder;

    @Test
    void chooses_the_program_that_was_exported_last() throws IOException {
        write("a.pdmodel", "a.pdiparams", "b.pdmodel", "b.pdiparams", "c.pdmodel", "c.pdiparams");
        ExportRecord b = export(folder.resolve("b"));

        assertThat(ExportedProgram.in(folder, List.of(export(folder.resolve("c")), b)))
                .contains(new ExportedProgram(folder.resolve("b.pdmodel"), Optional.of(b)));
    }

    @Test
    void passes_over_exports_that_went_elsewhere_or_left_no_file() throws IOException {
        Path other = Files.createTempDirectory(folder, "other");
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.createFile(other.resolve("quantised.pdmodel"));
        Files.createFile(model.resolve("a.pdmodel"));
        Files.createFile(model.resolve("net.pdmodel"));
        ExportRecord net = export(model.resolve("net"));

        assertThat(ExportedProgram.in(
                        model, List.of(net, export(other.resolve("quantised")), export(model.resolve("removed")))))
                .contains(new ExportedProgram(model.resolve("net.pdmodel"), Optional.of(net)));
    }

    @Test
    void a_program_that_a_command_names_is_found_wherever_it_was_exported() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.createFile(out.resolve("model.pdmodel"));
        ExportRecord model = export(out.resolve("model"));
        Optional<ExportedProgram> found =
                Optional.of(new ExportedProgram(out.resolve("model.pdmodel"), Optional.of(model)));

        for (String named : List.of("--model_file=./out/model.pdmodel", "out/model", "--model_dir=" + out, "out/")) {
            assertThat(ExportedProgram.namedBy(infer(named), List.of(model)))
                    .as(named)
                    .isEqualTo(found);
        }
        for (String other : List.of("--model_file=out/other.pdmodel", "--output=outer", "a\0b")) {
            assertThat(ExportedProgram.namedBy(infer(other), List.of(model)))
                    .as(other)
                    .isEmpty();
        }
        assertThat(ExportedProgram.namedBy(infer("out"), List.of(export(out.resolve("removed")))))
                .isEmpty();
    }

    private Command infer(String word) {
        return new Command(List.of("python3", "infer.py", word), folder, Map.of());
    }

    @Test
    void finds_a_program_of_paddle_3() throws IOException {
        write("config.json", "net.json", "net.pdiparams");
        ExportRecord net = export(folder.resolve("net"));

        assertThat(ExportedProgram.in(folder, List.of(net)))
                .contains(new ExportedProgram(folder.resolve("net.json"), Optional.of(net)));
    }

    @Test
    void program_is_found_by_the_beginning_of_its_name_where_there_is_no_such_folder() throws IOException {
        write("inference.pdmodel", "inference.pdiparams", "other.pdmodel", "other.pdiparams");
        ExportRecord net = export(folder.resolve("inference"));
        ExportRecord other = export(folder.resolve("other"));

        assertThat(ExportedProgram.in(folder.resolve("inference"), List.of(net, other)))
                .contains(new ExportedProgram(folder.resolve("inference.pdmodel"), Optional.of(net)));
        assertThat(ExportedProgram.before(folder.resolve("inference")).isNew(folder.resolve("inference.pdmodel")))
                .as("what was there before the export")
                .isFalse();

        Files.createDirectory(folder.resolve("inference"));
        assertThat(ExportedProgram.in(folder.resolve("inference"), List.of(net)))
                .as("a folder")
                .isEmpty();
    }

    @Test
    void program_that_was_copied_comes_with_the_last_export() throws IOException {
        write("inference.pdmodel", "student.pdmodel");
        ExportRecord last = export(Path.of("/elsewhere/net"));

        assertThat(ExportedProgram.in(folder, List.of(export(Path.of("/elsewhere/aux")), last)))
                .contains(new ExportedProgram(folder.resolve("inference.pdmodel"), Optional.of(last)));
    }

    @Test
    void program_without_any_export_is_found_by_name() throws IOException {
        write("deploy.json", "sub/b.json", "sub/b.pdiparams", "sub/c.pdmodel");

        assertThat(ExportedProgram.in(folder, List.of()))
                .contains(new ExportedProgram(folder.resolve("sub/b.json"), Optional.empty()));
    }

    @Test
    void other_files_are_no_program() throws IOException {
        write("deploy.json", "net.pdiparams", "net.pdmodel.txt");

        assertThat(ExportedProgram.in(folder, List.of(export(folder.resolve("net")))))
                .isEmpty();
        assertThat(ExportedProgram.in(folder.resolve("missing"), List.of())).isEmpty();
    }

    @Test
    void parameters_lie_beside_the_program() {
        assertThat(new ExportedProgram(Path.of("/m/v1.2.pdmodel"), Optional.empty()).parameters())
                .isEqualTo(Path.of("/m/v1.2.pdiparams"));
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private static ExportRecord export(Path prefix) {
        return new ExportRecord("paddle.jit.save", prefix.toString(), "Net", false, List.of(), Map.of(), List.of());
    }
}
