// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsFolderTests {

    private static final Path RESULTS = Path.of("/results");

    @ParameterizedTest
    @CsvSource({
        "digits, digits",
        "ch_ppocr_mobile_v2.0_det, ch_ppocr_mobile_v2.0_det",
        "MobileNetV3 (pact_train), MobileNetV3_(pact_train)",
        "a/b, a_b",
        "../../etc, .._.._etc",
        ".., __",
        "., _",
        "模型, 模型",
        "'a\nb', a_b",
        "'', _"
    })
    void is_one_folder_whatever_the_model_is_called(String name, String folder) {
        assertThat(ResultsFolder.ofModel(RESULTS, name)).isEqualTo(RESULTS.resolve(folder));
        assertThat(ResultsFolder.ofModel(RESULTS, name).normalize().getParent()).isEqualTo(RESULTS);
    }

    @ParameterizedTest
    @CsvSource({"digits/train_infer_python, digits/train_infer_python", "a/../../b, a/__/__/b"})
    void never_leaves_the_folder_of_results(String path, String folder) {
        assertThat(ResultsFolder.ofPath(RESULTS, path)).isEqualTo(RESULTS.resolve(folder));
    }

    @Test
    void keeps_results_out_of_git_where_it_makes_the_folder(@TempDir Path folder) throws IOException {
        ResultsFolder.make(folder.resolve("a/tipc"));
        ResultsFolder.make(folder);

        assertThat(folder.resolve("a/tipc/.gitignore")).hasContent("*");
        assertThat(folder.resolve(".gitignore")).doesNotExist();
    }
}
