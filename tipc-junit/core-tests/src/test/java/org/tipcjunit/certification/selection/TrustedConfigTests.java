// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.lint.LintRequest;

class TrustedConfigTests {

    @TempDir
    Path folder;

    private Path config(int line, String text) {
        return DigitsConfigs.altered(folder.resolve("train_infer_python.txt"), line - 1, text);
    }

    private static void require(Path config) {
        TrustedConfig.require(LintRequest.of(ConfigFile.read(config)), false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "5; --use_gpuFalse; key:value",
                "7; --epochslite_train_lite_infer=12; key:value",
                "12; train_infer_img_dirfixtures/digits/images; key:value",
                "16; norm_trainfixtures/digits/train.py --config=a.yaml; norm_train:fixtures/digits/train.py",
                "24; evalfixtures/digits/eval.py; eval:fixtures/digits/eval.py",
                "40; inferencefixtures/digits/infer.py; inference:fixtures/digits/infer.py",
                "46; --precisionfp32; key:value"
            })
    void a_line_that_lost_its_colon_is_refused_before_anything_runs(int line, String text, String remedy) {
        Path config = config(line, text);

        assertThat(catchThrowableOfType(ConfigException.class, () -> require(config)))
                .hasMessageContaining("train_infer_python.txt:" + line)
                .hasMessageContaining("has no colon")
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource({"6, null", "8, --output_dir", "21, null"})
    void a_line_without_a_value_to_lose_is_not(int line, String text) {
        Path config = config(line, text);

        assertThatCode(() -> require(config)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../digits", "/tmp/digits", "a/../../digits"})
    void a_model_whose_name_leads_out_of_its_folder_is_refused(String name) {
        Path config = config(2, "model_name:" + name);

        assertThat(catchThrowableOfType(ConfigException.class, () -> require(config)))
                .hasMessageContaining("train_infer_python.txt:2")
                .hasMessageContaining("leads out of the folder for outputs")
                .hasMessageContaining("model_name:");
    }

    @Test
    void a_name_with_dots_or_folders_of_its_own_is_not() {
        for (String name : new String[] {"v1..2", "PULC/person", "resnet.v1"}) {
            Path config = config(2, "model_name:" + name);

            assertThatCode(() -> require(config)).as(name).doesNotThrowAnyException();
        }
    }
}
