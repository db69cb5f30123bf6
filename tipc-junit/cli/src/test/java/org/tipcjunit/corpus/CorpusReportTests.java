// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.plan.model.DeviationKind;

class CorpusReportTests {

    private static final String PIPELINE = """
            ====pipeline_params====
            model_name:vehicle
            python:python3.7
            filename:null
            ##
            infer_mode:norm
            input_type:image
            use_gpu:True
            inference:pipeline.py
            --device:cpu
            --image_file:./1.jpg
            --video_file:./1.mp4
            """;

    private static final String ONNX = """
            ====paddle2onnx_params====
            model_name:net
            python:python3.7
            2onnx: paddle2onnx
            --model_dir:./net/
            --model_filename:model.pdmodel
            --params_filename:model.pdiparams
            --save_file:./net/model.onnx
            --opset_version:11
            --enable_onnx_checker:True
            inference:infer_onnx.py
            --onnx_file:./net/model.onnx
            --img_path:1.png
            """;

    private static final List<String> PIPELINE_COMMAND = List.of(
            "python3.7",
            "pipeline.py",
            "--image_file=./1.jpg",
            "--device=cpu",
            "--output_dir=./test_tipc/output/vehicle/pipeline_infer/");

    private static final List<String> ONNX_COMMAND =
            List.of("python3.7", "infer_onnx.py", "--img_path=1.png", "--onnx_file=./net/model.onnx");

    @TempDir
    Path folder;

    private final List<String> rows = new ArrayList<>();

    private void run(String name, String script, String mode, String text, List<List<String>> commands)
            throws IOException {
        run("owner/repository", name, script, mode, text, ".", commands);
    }

    private void run(
            String repository,
            String name,
            String script,
            String mode,
            String text,
            String directory,
            List<List<String>> commands)
            throws IOException {
        Path config = folder.resolve("configs").resolve(name);
        Files.createDirectories(folder.resolve("configs"));
        Files.writeString(config, text);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("config", "configs/" + name);
        row.put("repository", repository);
        row.put("commit", "0");
        row.put("path", "nested/test_tipc/configs/" + name);
        row.put("script", "nested/test_tipc/" + script);
        row.put("mode", mode);
        row.put("kind", mode);
        List<Map<String, @Nullable Object>> seen = new ArrayList<>();
        for (List<String> words : commands) {
            Map<String, @Nullable Object> command = new LinkedHashMap<>();
            command.put("argv", words);
            command.put("cwd", directory);
            command.put("CUDA_VISIBLE_DEVICES", null);
            seen.add(command);
        }
        row.put("commands", seen);
        rows.add(JsonMapper.builder().build().writeValueAsString(row));
        Files.write(folder.resolve("commands.jsonl"), rows);
    }

    private CorpusReport report() {
        return CorpusReport.of(folder);
    }

    @Test
    void is_met_when_every_command_is_planned() throws IOException {
        run("pipeline.txt", "test_pipeline.sh", "pipeline_infer", PIPELINE, List.of(PIPELINE_COMMAND));

        CorpusReport report = report();

        assertThat(report.isMet()).as(report.render()).isTrue();
        assertThat(report.equalPercent()).isEqualTo(100);
        assertThat(report.render()).contains("equal            1  100.00 %", "\nMET\n");
    }

    @Test
    void shows_word_by_word_where_a_command_differs() throws IOException {
        List<String> other = new ArrayList<>(PIPELINE_COMMAND);
        other.set(3, "--device=xpu");
        run("pipeline.txt", "test_pipeline.sh", "pipeline_infer", PIPELINE, List.of(other));

        CorpusReport report = report();

        assertThat(report.isMet()).isFalse();
        assertThat(report.unexplained()).isEqualTo(2);
        assertThat(report.render())
                .contains("\nNOT MET\n", "unexplained: configs/pipeline.txt")
                .contains("only seen: [--device=xpu] only planned: [--device=cpu]");
    }

    @Test
    void another_folder_is_another_command() throws IOException {
        run(
                "owner/repository",
                "pipeline.txt",
                "test_pipeline.sh",
                "pipeline_infer",
                PIPELINE,
                "./deploy",
                List.of(PIPELINE_COMMAND));

        assertThat(report().render()).contains("only seen: [cwd=./deploy] only planned: [cwd=.]");
    }

    @Test
    void a_command_that_the_script_ran_twice_has_to_be_planned_twice() throws IOException {
        run(
                "pipeline.txt",
                "test_pipeline.sh",
                "pipeline_infer",
                PIPELINE,
                List.of(PIPELINE_COMMAND, PIPELINE_COMMAND));

        CorpusReport report = report();

        assertThat(report.equal()).isEqualTo(1);
        assertThat(report.unexplained()).isEqualTo(1);
    }

    @Test
    void a_planned_command_that_the_script_did_not_run_is_unexplained() throws IOException {
        run("pipeline.txt", "test_pipeline.sh", "pipeline_infer", PIPELINE, List.of());

        CorpusReport report = report();

        assertThat(report.isMet()).isFalse();
        assertThat(report.render()).contains("planned, not seen  [.] python3.7 pipeline.py");
    }

    @Test
    void programs_that_no_run_recorded_are_counted_apart() throws IOException {
        run("net_paddle2onnx.txt", "test_paddle2onnx.sh", "paddle2onnx_infer", ONNX, List.of(ONNX_COMMAND));

        CorpusReport report = report();

        assertThat(report.isMet()).as(report.render()).isTrue();
        assertThat(report.render()).contains("unrecorded       1").contains("never records: paddle2onnx");
    }

    @Test
    void a_program_that_another_run_recorded_is_not_excused() throws IOException {
        run("net_paddle2onnx.txt", "test_paddle2onnx.sh", "paddle2onnx_infer", ONNX, List.of(ONNX_COMMAND));
        run(
                "pipeline.txt",
                "test_pipeline.sh",
                "pipeline_infer",
                PIPELINE,
                List.of(PIPELINE_COMMAND, List.of("paddle2onnx")));

        assertThat(report().render())
                .contains("planned, not seen  [.] paddle2onnx --model_dir=./net/")
                .contains("unrecorded       0");
    }

    @Test
    void a_named_deviation_explains_both_sides() throws IOException {
        String tutorial = """
                ====ptq_params====
                model_name:net
                python:python3.7
                --use_gpu:True
                --model_path:net_infer/
                --output_dir:./net_ptq/
                --data_dir:./images/
                --batch_num:2
                --batch_size:1
                ##
                trainer:PTQ
                PTQ:post_quant.py
                ##
                ====infer_params====
                inference:infer.py
                --use-gpu:False
                --batch-size:1
                --model-dir:./net_ptq/
                --img-path:1.jpg
                --benchmark:True
                """;
        run(
                "train_ptq_infer_python.txt",
                "test_ptq_inference_python.sh",
                "whole_infer",
                tutorial,
                List.of(List.of(
                        "python3.7",
                        "infer.py",
                        "--use-gpu=False",
                        "--model-dir=./net_ptq/",
                        "--batch-size=1",
                        "--img-path=1.jpg",
                        "--benchmark=True")));

        CorpusReport report = report();

        assertThat(report.isMet()).as(report.render()).isTrue();
        assertThat(report.comparisons().get(0).instead()).containsEntry(DeviationKind.SHOWN_NOT_RUN, 1);
        assertThat(report.render()).containsPattern("shown-not-run +0 +1");
    }

    @Test
    void a_refused_config_explains_nothing() throws IOException {
        run(
                "net_paddle2onnx.txt",
                "test_paddle2onnx.sh",
                "paddle2onnx_infer",
                "====\nmodel_name:net\n",
                List.of(ONNX_COMMAND));

        CorpusReport report = report();

        assertThat(report.unexplained()).isEqualTo(1);
        assertThat(report.comparisons().get(0).refusal()).isPresent();
        assertThat(report.render()).contains("refused: configs/net_paddle2onnx.txt (1 commands seen)");
    }

    @Test
    void what_lies_outside_the_repository_may_be_anywhere() {
        SeenCommand seen = new SeenCommand(List.of("cmake", "-DPADDLE_LIB=<sandbox>"), "<sandbox>", Optional.empty());

        assertThat(seen.matches(new SeenCommand(List.of("cmake", "-DPADDLE_LIB=../cpp"), "..", Optional.empty())))
                .isTrue();
        assertThat(seen.matches(new SeenCommand(List.of("cmake", "-DOPENCV_DIR=../cpp"), "..", Optional.empty())))
                .isFalse();
        assertThat(seen.matches(new SeenCommand(List.of("cmake"), "..", Optional.empty())))
                .isFalse();
    }

    @Test
    void a_config_is_named_from_the_folder_where_its_script_runs() throws IOException {
        run("pipeline.txt", "test_pipeline.sh", "pipeline_infer", PIPELINE, List.of(PIPELINE_COMMAND));

        assertThat(Corpus.read(folder).entries().get(0).pathBelowWorkingDirectory())
                .isEqualTo("test_tipc/configs/pipeline.txt");
    }

    @Test
    void a_line_that_is_no_run_is_named() throws IOException {
        run("pipeline.txt", "test_pipeline.sh", "pipeline_infer", PIPELINE, List.of(PIPELINE_COMMAND));
        rows.add("{\"config\": \"configs/other.txt\"}");
        Files.write(folder.resolve("commands.jsonl"), rows);

        assertThatThrownBy(this::report)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commands.jsonl:2: no run of a script");
    }

    @Test
    void a_folder_without_a_corpus_is_refused() {
        assertThatThrownBy(this::report)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no corpus: it has no file commands.jsonl")
                .hasMessageContaining("remedy:");
    }

    @Test
    void the_exit_status_is_the_verdict() throws IOException, InterruptedException {
        assertThat(exitStatus()).as("no corpus").isEqualTo(2);
        run("pipeline.txt", "test_pipeline.sh", "pipeline_infer", PIPELINE, List.of(PIPELINE_COMMAND));
        assertThat(exitStatus()).as("met").isZero();
        run("other.txt", "test_pipeline.sh", "pipeline_infer", PIPELINE, List.of());
        assertThat(exitStatus()).as("not met").isEqualTo(1);
    }

    private int exitStatus() throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CorpusReport.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).isNotEmpty();
        return status;
    }
}
