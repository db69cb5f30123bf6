// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainInferConfigTests {

    private static final String OUT_OF_PLACE =
            "compare the lines before it with the 51-line layout: a line is missing, doubled or out of place";

    @TempDir
    Path folder;

    @Test
    void reads_the_projects_config_by_position() {
        TrainInferConfig config = TrainInferConfig.read(DigitsConfigs.lite());

        assertThat(config.file()).isEqualTo(DigitsConfigs.lite());
        assertThat(config.entries()).hasSize(51);
        assertThat(config.modelName()).isEqualTo("digits");
        assertThat(config.gpuList()).isEqualTo(new ConfigEntry(4, "gpu_list", "-1"));
        assertThat(config.trainUseGpu()).isEqualTo(new ConfigEntry(5, "--use_gpu", "False"));
        assertThat(config.autocast()).isEqualTo(new ConfigEntry(6, "null", "null"));
        assertThat(config.epochs())
                .isEqualTo(new ConfigEntry(7, "--epochs", "lite_train_lite_infer=12|whole_train_whole_infer=10"));
        assertThat(config.saveModel()).isEqualTo(new ConfigEntry(8, "--output_dir", "null"));
        assertThat(config.trainBatchSize().key()).isEqualTo("--batch_size");
        assertThat(config.pretrained()).isEqualTo(new ConfigEntry(10, "--weights", "null"));
        assertThat(config.trainedWeights()).isEqualTo(new ConfigEntry(11, "train_model_name", "latest.pdparams"));
        assertThat(config.trainInferImages().isPresent()).isFalse();
        assertThat(config.trainParameter().isPresent()).isFalse();
        assertThat(config.trainers()).isEqualTo(new ConfigEntry(15, "trainer", "norm_train"));
        assertThat(config.normTrain().value()).startsWith("fixtures/digits/train.py --config=");
        assertThat(config.evaluation().value()).startsWith("fixtures/digits/eval.py --config=");
        assertThat(config.evaluationParameter()).isEqualTo(new ConfigEntry(25, "null", "null"));
        assertThat(config.saveInference()).isEqualTo(new ConfigEntry(28, "--output_dir", "null"));
        assertThat(config.exportWeights()).isEqualTo(new ConfigEntry(29, "--weights", "null"));
        assertThat(config.normExport().value()).startsWith("fixtures/digits/export.py --config=");
        assertThat(config.inferenceDirectory()).isEqualTo(new ConfigEntry(36, "inference_dir", "null"));
        assertThat(config.inference()).isEqualTo(new ConfigEntry(40, "inference", "fixtures/digits/infer.py"));
        assertThat(config.inferUseGpu()).isEqualTo(new ConfigEntry(41, "--use_gpu", "False"));
        assertThat(config.inferMkldnn()).isEqualTo(new ConfigEntry(42, "--enable_mkldnn", "False|True"));
        assertThat(config.inferThreads()).isEqualTo(new ConfigEntry(43, "--cpu_threads", "1|2"));
        assertThat(config.inferBatchSize()).isEqualTo(new ConfigEntry(44, "--batch_size", "1"));
        assertThat(config.inferTensorRt()).isEqualTo(new ConfigEntry(45, "--use_tensorrt", "null"));
        assertThat(config.inferPrecision()).isEqualTo(new ConfigEntry(46, "--precision", "fp32"));
        assertThat(config.inferModelDirectory()).isEqualTo(new ConfigEntry(47, "--model_dir", "null"));
        assertThat(config.inferImages()).isEqualTo(new ConfigEntry(48, "--image_dir", "fixtures/digits/images"));
        assertThat(config.inferBenchmark()).isEqualTo(new ConfigEntry(50, "null", "null"));
        assertThat(config.inferParameter()).isEqualTo(new ConfigEntry(51, "null", "null"));
    }

    @Test
    void reads_the_projects_config_of_the_whole_training() {
        TrainInferConfig config = TrainInferConfig.read(DigitsConfigs.whole());

        assertThat(config.epochs().valueFor(Mode.WHOLE_TRAIN_WHOLE_INFER)).contains("10");
        assertThat(config.epochs().valueFor(Mode.LITE_TRAIN_LITE_INFER)).isEmpty();
    }

    @Test
    void value_keeps_every_colon_after_the_first_and_loses_blanks_around_it() {
        TrainInferConfig config = TrainInferConfig.read(
                DigitsConfigs.altered(folder.resolve("config.txt"), 12, "--url :  https://host:80/a  "));

        assertThat(config.trainParameter()).isEqualTo(new ConfigEntry(13, "--url", "https://host:80/a"));
    }

    @Test
    void empty_lines_are_dropped_but_lines_keep_their_numbers() throws IOException {
        List<String> lines = DigitsConfigs.lines();
        lines.add(3, "");
        lines.add(20, "");
        lines.add("");

        TrainInferConfig config = TrainInferConfig.read(write(lines));

        assertThat(config.entries()).hasSize(51);
        assertThat(config.modelName()).isEqualTo("digits");
        assertThat(config.gpuList().line()).isEqualTo(5);
        assertThat(config.evaluation().line()).isEqualTo(26);
    }

    @Test
    void lines_of_other_chains_may_follow() throws IOException {
        List<String> lines = DigitsConfigs.lines();
        lines.addAll(List.of("===train_benchmark_params===", "batch_size:8"));

        assertThat(TrainInferConfig.read(write(lines)).inferParameter().line()).isEqualTo(51);
    }

    @Test
    void last_line_needs_no_line_end() throws IOException {
        Path file = Files.writeString(folder.resolve("config.txt"), String.join("\n", DigitsConfigs.lines()));

        assertThat(TrainInferConfig.read(file).entries()).hasSize(51);
    }

    @Test
    void refuses_a_missing_file() {
        Path file = folder.resolve("missing.txt");

        assertRefused(
                file,
                "config " + file + " does not exist\n  remedy: give the path of a train_infer_python.txt,"
                        + " relative to the repository or absolute");
    }

    @Test
    void refuses_a_folder() {
        assertRefused(
                folder,
                "config " + folder + " cannot be read: java.io.IOException: Is a directory\n"
                        + "  remedy: check its permissions");
    }

    @Test
    void refuses_what_is_no_text() throws IOException {
        Path file = Files.write(folder.resolve("config.txt"), "model_name:模型".getBytes(StandardCharsets.UTF_16));

        assertRefused(file, "config " + file + " is no UTF-8 text\n  remedy: save it as UTF-8 without byte order mark");
    }

    @Test
    void refuses_windows_line_ends() throws IOException {
        List<String> lines = DigitsConfigs.lines();
        lines.set(6, lines.get(6) + "\r");
        Path file = write(lines);

        assertRefused(
                file,
                file + ":7: the line ends in CRLF; upstream's scripts would keep the carriage return in the value\n"
                        + "  remedy: convert the file to Unix line ends, for example with: sed -i 's/\\r$//' " + file);
    }

    @ParameterizedTest
    @CsvSource({"22, eval", "26, norm_export", "0, model_name", "39, inference"})
    void refuses_a_file_that_ends_early(int count, String missing) throws IOException {
        Path file = write(DigitsConfigs.lines().subList(0, count));

        assertRefused(
                file,
                file + ":" + Math.max(1, count) + ": the file ends after " + count + " of 51 lines, before '" + missing
                        + "'\n  remedy: complete the file after the 51-line layout of train_infer_python.txt");
    }

    @Test
    void refuses_a_file_without_its_last_lines() throws IOException {
        Path file = write(DigitsConfigs.lines().subList(0, 49));

        assertRefused(
                file,
                file + ":49: the file has 49 of the layout's 51 lines\n"
                        + "  remedy: complete the inference part after the 51-line layout of train_infer_python.txt");
    }

    @Test
    void refuses_a_file_that_lacks_a_line() throws IOException {
        List<String> lines = DigitsConfigs.lines();
        lines.remove(16);
        Path file = write(lines);

        assertRefused(
                file,
                file + ":17: expected the key 'pact_train' here (line 17 of the layout) but found 'fpgm_train'\n"
                        + "  remedy: " + OUT_OF_PLACE);
    }

    @Test
    void names_the_physical_line_of_a_file_with_a_doubled_line_and_empty_ones() throws IOException {
        List<String> lines = DigitsConfigs.lines();
        lines.add(12, lines.get(12));
        lines.add(1, "");
        Path file = write(lines);

        assertRefused(
                file,
                file + ":16: expected the key 'trainer' here (line 15 of the layout) but found '##'\n  remedy: "
                        + OUT_OF_PLACE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 14, 15, 16, 17, 18, 23, 29, 30, 31, 32, 36, 37, 38, 39})
    void refuses_every_misspelt_key_that_is_the_same_in_all_configs(int index) {
        String line = DigitsConfigs.lines().get(index);
        String key = line.substring(0, line.indexOf(':'));
        Path file = DigitsConfigs.altered(folder.resolve("config.txt"), index, "x" + line);

        assertRefused(
                file,
                file + ":" + (index + 1) + ": expected the key '" + key + "' here (line " + (index + 1)
                        + " of the layout) but found 'x" + key + "'\n  remedy: " + OUT_OF_PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model_name:", "model_name:null", "model_name"})
    void refuses_a_model_without_a_name(String line) {
        Path file = DigitsConfigs.altered(folder.resolve("config.txt"), 1, line);
        TrainInferConfig config = TrainInferConfig.read(file);

        assertThatThrownBy(config::modelName)
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":2: 'model_name' has no value\n  remedy: give it a value");
    }

    @Test
    void name_of_a_model_is_known_even_if_its_config_is_not_in_the_layout() throws IOException {
        Path file = write(List.of("header", "", "model_name: digits "));

        assertThat(TrainInferConfig.modelNameIn(file)).isEqualTo("digits");
        assertThatThrownBy(() -> TrainInferConfig.read(file)).isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "model_name:", "model_name:null", "model_nam:digits"})
    void config_without_a_name_of_its_model_is_refused(String line) throws IOException {
        Path file = write(List.of("header", line));

        assertThatThrownBy(() -> TrainInferConfig.modelNameIn(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":1: no line gives the model's name\n  remedy: write model_name:NAME on the second"
                        + " line, after the 51-line layout of train_infer_python.txt");
    }

    private Path write(List<String> lines) throws IOException {
        return Files.write(folder.resolve("config.txt"), lines);
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> TrainInferConfig.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }
}
