// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.requirement.Artifacts;

/** Whether the exported layer holds the trained weights; {@link Artifacts#network()} holds aa and bb after a0 and b0. */
class WeightComparisonTests {

    @ParameterizedTest
    @EnumSource
    void accepts_the_trained_weights_under_any_name(Prediction.Source source) {
        assertThat(of(source, Map.of("conv1.weight", "aa", "conv1.bias", "bb")).fault())
                .isEmpty();
        assertThat(of(source, Map.of("net.conv1.weight", "aa", "b", "bb")).fault())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_prediction_command_does_not_excuse_other_weights(Prediction.Source source) {
        assertThat(of(source, Map.of("conv1.weight", "a0", "conv1.bias", "b0")).fault())
                .hasValueSatisfying(fault -> {
                    assertThat(fault.summary()).isEqualTo("the exported weights are not the trained ones");
                    assertThat(fault.detail())
                            .isEqualTo(
                                    "2 of 2 exported tensors are not among those saved to /run/train/latest.pdparams:"
                                            + " conv1.bias, conv1.weight");
                });
        assertThat(of(source, Map.of("net.conv1.weight", "aa", "net.conv1.bias", "b0"))
                        .fault())
                .hasValueSatisfying(fault -> assertThat(fault.detail()).endsWith(": net.conv1.bias"));
    }

    @Test
    void folded_weights_are_judged_by_outputs_of_a_prediction_command() {
        Map<String, String> folded = Map.of("conv1.folded", "ff", "conv1.bias", "bb");

        assertThat(of(Prediction.Source.COMMAND, folded).fault()).isEmpty();
        assertThat(of(Prediction.Source.COMMAND, folded).isRewritten()).isTrue();
        assertThat(of(Prediction.Source.EXPORTED_LAYER, folded).fault())
                .hasValueSatisfying(
                        fault -> assertThat(fault.remedy()).endsWith("name a prediction command (--predict)"));
    }

    @Test
    void weights_that_were_merged_into_others_may_be_anything() {
        Map<String, String> merged = Map.of("conv1.weight", "aa", "conv1.bias", "bb", "conv1.lora", "zz");

        assertThat(of(Prediction.Source.EXPORTED_LAYER, merged, Set.of("conv1.lora"))
                        .fault())
                .isEmpty();
        assertThat(of(Prediction.Source.EXPORTED_LAYER, merged, Set.of()).fault())
                .hasValueSatisfying(fault -> assertThat(fault.detail()).endsWith(": conv1.lora"));
    }

    @Test
    void a_layer_of_which_nothing_was_trained_is_no_folded_one() {
        assertThat(of(Prediction.Source.COMMAND, Map.of("table", "tt")).fault()).isPresent();
    }

    @Test
    void an_export_of_no_layer_shows_no_weights() {
        assertThat(of(Prediction.Source.EXPORTED_LAYER, Map.of()).fault())
                .hasValueSatisfying(
                        fault -> assertThat(fault.detail()).isEqualTo("no paddle.nn.Layer was seen to be exported"));
    }

    private static WeightComparison of(Prediction.Source source, Map<String, String> weights) {
        return of(source, weights, Set.of());
    }

    private static WeightComparison of(Prediction.Source source, Map<String, String> weights, Set<String> unused) {
        ExportedModel bare = Artifacts.exported("inference.pdmodel", List.of(), List.of(), "");
        return new WeightComparison(
                new Prediction(
                        Artifacts.stage(StageKind.PREDICT, List.of("python3", "predict.py")),
                        List.of(),
                        List.of(),
                        source),
                new ExportedModel(
                        bare.stage(),
                        bare.program(),
                        bare.parameters(),
                        Optional.of(new ExportRecord(
                                "paddle.jit.save",
                                "/run/export/inference",
                                "Net",
                                ExportRecord.FORWARD,
                                false,
                                List.of(),
                                weights,
                                List.of(),
                                Optional.empty(),
                                OptionalLong.empty(),
                                unused)),
                        bare.checkpoint(),
                        List.of(),
                        List.of(),
                        Optional.of(Artifacts.network()),
                        Optional.empty()));
    }
}
