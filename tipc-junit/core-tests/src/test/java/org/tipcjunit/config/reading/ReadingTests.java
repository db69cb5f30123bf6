// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.config.Suite;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;

class ReadingTests {

    private static final List<String> SERVICE = List.of(
            "==serving==",
            "model_name:acorn",
            "python:python3",
            "trans_model:-m convert",
            "--dirname:./acorn/",
            "--model_filename:a",
            "--params_filename:b",
            "--serving_server:./server/",
            "--serving_client:./client/",
            "serving_dir:./serving",
            "web_service:service.py",
            "op.acorn.devices:null",
            "pipline:client.py",
            "--img_path:acorn.jpg");

    private static Reading reading(String name, String mode, List<String> lines) {
        ConfigFile config = ConfigFile.of(Path.of(name), String.join("\n", lines));
        return Reading.of(config, "test_tipc/configs/acorn/" + name, mode, Optional.empty(), Map.of());
    }

    @Test
    void lines_are_found_by_name() {
        Reading reading = reading("train_infer_python.txt", "lite_train_lite_infer", DigitsConfigs.lines());

        assertThat(reading.kind()).isEqualTo(ChainKind.TRAIN_INFER_PYTHON);
        assertThat(reading.layout()).contains(LineLayout.TRAINING);
        assertThat(reading.line(Line.INFERENCE).key()).isEqualTo("inference");
        assertThat(reading.line(Line.INFERENCE).line()).isEqualTo(40);
    }

    @Test
    void a_service_is_told_from_a_training_without_a_plan() {
        Reading reading = reading("serving_infer_python.txt", "lite_train_lite_infer", SERVICE);

        assertThat(reading.kind()).isEqualTo(ChainKind.SERVING_PYTHON);
        assertThat(reading.layout()).contains(LineLayout.SERVING_TUTORIAL);
        assertThat(reading.line(Line.CLIENT).value()).isEqualTo("client.py");
        assertThat(reading.isServedByCpp()).isFalse();
    }

    @Test
    void a_mode_tells_the_kind_where_the_name_does_not() {
        Reading reading = reading("acorn.txt", "lite_train_lite_infer", SERVICE);

        assertThat(reading.kind()).isEqualTo(ChainKind.TRAIN_INFER_PYTHON);
        assertThat(reading.layout()).isEmpty();
        assertThat(reading.in("serving_infer").kind()).isEqualTo(ChainKind.SERVING_PYTHON);
    }

    @Test
    void a_line_beyond_the_end_is_empty() {
        Reading reading = reading("serving_infer_python.txt", "serving_infer", SERVICE.subList(0, 13));

        assertThat(reading.line(Line.IMAGES)).isEqualTo(new ConfigEntry(0, "", ""));
    }

    @Test
    void a_line_that_the_layout_does_not_have_is_a_mistake_of_the_caller() {
        Reading reading = reading("serving_infer_python.txt", "serving_infer", SERVICE);

        assertThat(reading.has(Line.PADDLE2ONNX)).isFalse();
        assertThatThrownBy(() -> reading.line(Line.PADDLE2ONNX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the layout SERVING_TUTORIAL has no line PADDLE2ONNX");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CLAS      | -o Global.epochs:2",
                "DETECTION | TrainReader.batch_size:2",
                "REC       | runner.epochs:2",
                "VIDEO     | -o DATASET.batch_size:2",
                "GAN       | total_iters:2; dataset.train.batch_size:2",
                "NLP       | --output_path:a; --params_path:b",
                "SEG       | --iters:2; --model_path:a; inference:deploy/python/infer.py --a; --config:b",
                "OCR       | --iters:2; --model_path:a; inference:null",
                "OCR       | --epochs:2; inference:deploy/python/infer.py; --model_dir:a"
            })
    void suites_are_told_by_content_where_the_repository_is_of_no_known_name(Suite suite, String lines) {
        assertThat(reading("train_infer_python.txt", "lite_train_lite_infer", List.of(lines.split(" *; *", -1)))
                        .suite())
                .isEqualTo(suite);
    }

    @Test
    void a_layout_follows_lines_that_a_setting_changed() {
        Reading reading = reading("serving_infer_python.txt", "serving_infer", SERVICE);
        ConfigEntries shorter = new ConfigEntries(
                reading.config().file(), reading.entries().entries().subList(0, 12));

        assertThat(reading.with(shorter, shorter).layout()).isEmpty();
    }

    @Test
    void keys_whose_values_the_mode_chooses_come_before_the_trainers() {
        Reading reading = reading(
                "train_infer_python.txt",
                "lite_train_lite_infer",
                List.of(
                        "==",
                        "model_name:net",
                        "-o epochs:lite_train_lite_infer=1|whole_train_whole_infer=2",
                        "null:lite_a=1"));

        assertThat(reading.modeKeys()).containsExactly("-o epochs");
    }

    @Test
    void every_layout_that_names_its_model_does_so_in_the_place_that_scripts_expect() {
        for (LineLayout layout : LineLayout.values()) {
            if (layout.has(Line.MODEL_NAME) && layout != LineLayout.LITE_CLAS) {
                assertThat(layout.index(Line.MODEL_NAME)).as(layout.name()).isEqualTo(1);
            }
        }
    }
}
