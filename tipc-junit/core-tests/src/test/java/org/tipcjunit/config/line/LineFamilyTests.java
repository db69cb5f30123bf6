// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.config.ValueStyle;

class LineFamilyTests {

    private static ConfigFile config(List<String> lines) {
        return ConfigFile.of(Path.of("net.txt"), String.join("\n", lines));
    }

    @Test
    void tells_the_common_layout() {
        assertThat(LineFamily.of(config(DigitsConfigs.lines()))).contains(LineFamily.COMMON);
    }

    @Test
    void reads_the_project_s_own_config_by_the_common_layout() {
        LineMap map = LineFamily.COMMON.lineMap(ValueStyle.UP_TO_SECOND_COLON);

        assertThat(map.length()).isEqualTo(51);
        assertThat(map.values(config(DigitsConfigs.lines()), "lite_train_lite_infer"))
                .containsEntry("model_name", "digits")
                .containsEntry("epoch_key", "--epochs")
                .containsEntry("epoch_num", "12")
                .containsEntry("norm_export", "fixtures/digits/export.py --config=fixtures/digits/configs/digits.yaml");
    }

    @Test
    void tells_the_layout_of_a_config_that_lacks_a_line() {
        List<String> lines = new ArrayList<>(DigitsConfigs.lines());
        lines.remove(5);

        assertThat(LineFamily.of(config(lines))).contains(LineFamily.COMMON);
    }

    @Test
    void tells_no_layout_of_a_config_that_does_not_train() {
        assertThat(LineFamily.of(config(List.of("==serving==", "model_name:net", "python:python"))))
                .isEmpty();
    }

    @Test
    void does_not_guess_the_layout_of_a_config_that_follows_none() {
        assertThat(LineFamily.of(config(List.of("==", "model_name:net", "gpu_list:0", "norm_train:a.py", "eval:b.py"))))
                .isEmpty();
    }
}
