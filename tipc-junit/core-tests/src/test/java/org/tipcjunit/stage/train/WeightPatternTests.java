// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightPatternTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "nafnet*/*checkpoint.pdparams, nafnet_denoising-2026-11-30-04-58/iter_120_checkpoint.pdparams",
        "run?/best_model, run1/best_model/model.pdparams",
        "run[0-9]/best.pdparams, run7/best.pdparams",
        "run[!0-8]/best.pdparams, run9/best.pdparams",
        "*/best.pdparams, run+(1)/best.pdparams",
        "a*/b/*.pdparams, ab/b/c.pdparams"
    })
    void a_pattern_is_what_alone_fits_it(String pattern, String written) throws IOException {
        Path weights = write(written);
        write("other/iter_120_weight.pdparams");
        WeightPattern asked = new WeightPattern(directory.resolve(pattern));

        assertThat(asked.isPattern()).isTrue();
        assertThat(asked.matches()).hasSize(1);
        assertThat(weights).startsWith(asked.found());
        assertThat(asked.matchOf(weights)).hasValue(asked.found());
    }

    @Test
    void several_matches_are_all_told_and_none_is_chosen() throws IOException {
        Path later = write("net-2/last.pdparams");
        Path earlier = write("net-1/last.pdparams");
        WeightPattern asked = new WeightPattern(directory.resolve("net*/last.pdparams"));

        assertThat(asked.matches()).containsExactly(earlier, later);
        assertThat(asked.found()).isEqualTo(asked.planned());
    }

    @Test
    void no_match_and_hidden_files_leave_the_pattern_as_it_is() throws IOException {
        write(".net-1/last.pdparams");
        write("net-1/.last.pdparams");
        WeightPattern asked = new WeightPattern(directory.resolve("*net*/*last.pdparams"));

        assertThat(asked.matches()).isEmpty();
        assertThat(asked.found()).isEqualTo(asked.planned());
        assertThat(asked.folder()).isEqualTo(directory);
    }

    @Test
    void a_folder_that_is_called_like_a_pattern_is_a_folder() throws IOException {
        Path weights = write("net[1]/last.pdparams");
        WeightPattern asked = new WeightPattern(weights);

        assertThat(asked.isPattern()).isFalse();
        assertThat(asked.found()).isEqualTo(weights);
        assertThat(asked.folder()).isEqualTo(directory.resolve("net[1]"));
        assertThat(asked.matchOf(weights)).isEmpty();
    }

    private Path write(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "weights");
    }
}
