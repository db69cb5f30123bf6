// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.recording.PredictorSettings;

class HeldPrecisionTests {

    @Test
    void full_precision_is_never_an_obstacle() {
        assertThat(obstacle("fp32", Map.of())).isEmpty();
    }

    @Test
    void half_precision_does_not_run_on_a_cpu() {
        assertThat(obstacle("fp16", Map.of()))
                .contains("asked for was fp16, the predictor ran fp32: Paddle Inference has no fp16 on a CPU");
        assertThat(obstacle("fp16", Map.of("enable_mkldnn_bfloat16", "true")))
                .contains("asked for was fp16, the predictor ran bf16: Paddle Inference has no fp16 on a CPU");
    }

    @Test
    void int8_runs_where_it_was_switched_on() {
        assertThat(obstacle("int8", Map.of()))
                .contains("asked for was int8, the predictor ran fp32: oneDNN's int8 was not switched on, which is for"
                        + " quantised models");
        assertThat(obstacle("int8", Map.of("enable_mkldnn_int8", "true"))).isEmpty();
    }

    @Test
    void bfloat16_is_an_obstacle_only_where_the_cpu_has_none() {
        assertThat(obstacle("bf16", Map.of("enable_mkldnn_bfloat16", "true"))).isEmpty();
        assertThat(obstacle("bf16", Map.of("enable_mkldnn_bfloat16", "false"))).isEmpty();
        assertThat(obstacle("bf16", Map.of("enable_mkldnn_bfloat16", "refused")))
                .contains("this CPU has no bfloat16 (AVX-512): the predictor ran fp32");
    }

    private static Optional<String> obstacle(String asked, Map<String, String> recorded) {
        Map<String, String> settings = new java.util.HashMap<>(Map.of("enable_mkldnn", "true", "use_gpu", "false"));
        settings.putAll(recorded);
        return HeldPrecision.obstacle(asked, new PredictorSettings(settings));
    }
}
