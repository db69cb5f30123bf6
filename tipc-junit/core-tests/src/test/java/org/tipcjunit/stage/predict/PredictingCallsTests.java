// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.recording.LayerCall;

class PredictingCallsTests {

    private static LayerCall call(int index, String layer, boolean weightless) {
        return new LayerCall(index, layer, false, weightless, List.of(), List.of(), List.of());
    }

    private static List<String> predicting(LayerCall... calls) {
        return PredictingCalls.among(List.of(calls)).calls().stream()
                .map(LayerCall::layerClass)
                .toList();
    }

    @Test
    void a_transform_that_is_a_layer_is_no_prediction() {
        assertThat(predicting(
                        call(0, "Normalize", true),
                        call(1, "Net", false),
                        call(2, "Normalize", true),
                        call(3, "Net", false)))
                .containsExactly("Net", "Net");
    }

    @Test
    void a_layer_without_weights_behind_the_network_belongs_to_the_prediction() {
        assertThat(predicting(
                        call(0, "Net", false),
                        call(1, "Softmax", true),
                        call(2, "Net", false),
                        call(3, "Softmax", true)))
                .containsExactly("Net", "Softmax", "Net", "Softmax");
    }

    @Test
    void calls_are_kept_where_no_layer_has_weights() {
        assertThat(predicting(call(0, "Blur", true))).containsExactly("Blur");
    }
}
