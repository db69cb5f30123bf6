// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.inference.PredictorOptions;

class CellOptionsTests {

    @Test
    void reads_what_a_cell_asks_for() {
        CellOptions options = CellOptions.of(
                Map.of("device", "cpu", "mkldnn", "True", "threads", "6", "batch_size", "16", "precision", "fp32"));

        assertThat(options.options())
                .contains(PredictorOptions.defaults().withOneDnn(true).withThreads(6));
        assertThat(options.batch()).isEqualTo(OptionalInt.of(16));
        assertThat(options.precision()).isEqualTo("fp32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "fp32", "float32", "False", "paddle"})
    void full_precision_has_many_names(String precision) {
        CellOptions options = CellOptions.of(Map.of("precision", precision));

        assertThat(options.precision()).isEqualTo("fp32");
        assertThat(options.options()).contains(PredictorOptions.defaults());
    }

    @Test
    void bfloat16_needs_onednn() {
        assertThat(CellOptions.of(Map.of("mkldnn", "True", "precision", "bf16")).options())
                .contains(PredictorOptions.defaults().withOneDnn(true).withBfloat16(true));
        assertThat(CellOptions.of(Map.of("mkldnn", "False", "precision", "bf16"))
                        .options())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp16", "True", "int8", "trt_int8"})
    void other_precisions_run_in_the_script(String precision) {
        assertThat(CellOptions.of(Map.of("mkldnn", "True", "precision", precision))
                        .options())
                .isEmpty();
    }

    @Test
    void other_devices_run_in_the_script() {
        assertThat(CellOptions.of(Map.of("device", "gpu", "precision", "fp32")).options())
                .isEmpty();
    }
}
