// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.BackboneModel;
import org.tipcjunit.tensor.TensorValue;

class BackboneSwitchTests {

    private static final Map<String, String> WEIGHTS = Map.of("backbone.stem.weight", "aa", "head.weight", "bb");

    @Test
    void passes_another_model() {
        Finding finding = judge(
                model("MobileNetV1_x1_0", Map.of("backbone.conv1.weight", "cc", "head.weight", "dd"), 200, 2),
                model("ResNet18", WEIGHTS, 100, 1));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary())
                .isEqualTo("the model with MobileNetV1_x1_0 is another one than with 1 other backbone");
    }

    @Test
    void a_wider_network_of_the_same_layers_is_another_model() {
        Finding finding = judge(
                model("MobileNetV1_x1_0", Map.of("backbone.stem.weight", "cc", "head.weight", "dd"), 400, 2),
                model("MobileNetV1_x0_25", WEIGHTS, 100, 1));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void passes_the_first_backbone_of_a_run() {
        Finding finding = new BackboneSwitch()
                .judge(
                        Artifacts.exported("inference.pdmodel", List.of(), List.of(), ""),
                        model("ResNet18", WEIGHTS, 100, 1),
                        List.of());

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.figures()).contains(Figure.of("other backbones compared", 0, ""));
    }

    @Test
    void fails_equal_weights() {
        Finding finding = judge(model("MobileNetV1_x1_0", WEIGHTS, 100, 1), model("ResNet18", WEIGHTS, 100, 1));

        assertFails(
                finding,
                "the model with MobileNetV1_x1_0 is the one with ResNet18: all 2 weights are equal bit for bit");
    }

    @Test
    void fails_the_same_network_with_another_seed() {
        Finding finding = judge(
                model("MobileNetV1_x1_0", Map.of("backbone.stem.weight", "cc", "head.weight", "dd"), 100, 2),
                model("ResNet18", WEIGHTS, 100, 1));

        assertFails(
                finding,
                "the model with MobileNetV1_x1_0 is the one with ResNet18: their 2 weights have the same names, and their"
                        + " parameters the same size (100 bytes)");
    }

    @Test
    void fails_equal_outputs() {
        Finding finding =
                judge(model("MobileNetV1_x1_0", Map.of("other", "cc"), 50, 1), model("ResNet18", WEIGHTS, 100, 1));

        assertFails(
                finding,
                "the model with MobileNetV1_x1_0 is the one with ResNet18: their outputs for all 1 batch of test images are"
                        + " equal bit for bit");
    }

    @Test
    void names_every_backbone_that_is_the_same() {
        Finding finding = new BackboneSwitch()
                .judge(
                        Artifacts.exported("inference.pdmodel", List.of(), List.of(), ""),
                        model("ShuffleNetV2_x1_0", WEIGHTS, 100, 1),
                        List.of(
                                model("ResNet18", WEIGHTS, 100, 1),
                                model("MobileNetV1_x1_0", Map.of("a", "b"), 5, 2),
                                model("MobileNetV3_small_x1_0", WEIGHTS, 100, 1)));

        assertThat(finding.observed().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("the model with ShuffleNetV2_x1_0 is the one with "));
    }

    @Test
    void cannot_judge_without_weights() {
        Finding finding = judge(model("MobileNetV1_x1_0", Map.of(), 100, 1), model("ResNet18", WEIGHTS, 90, 2));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the weights of the exported layer were not seen");
    }

    private static void assertFails(Finding finding, String observed) {
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the switch to MobileNetV1_x1_0 is ignored");
        assertThat(finding.observed()).isEqualTo(observed);
        assertThat(finding.remedy())
                .isEqualTo("build the backbone that the config names, in training and export alike");
    }

    private static Finding judge(BackboneModel model, BackboneModel other) {
        return new BackboneSwitch()
                .judge(Artifacts.exported("inference.pdmodel", List.of(), List.of(), ""), model, List.of(other));
    }

    private static BackboneModel model(String backbone, Map<String, String> weights, long bytes, float output) {
        return new BackboneModel(
                backbone, weights, bytes, List.of(List.of(TensorValue.ofFloats("y", List.of(1L), output))));
    }
}
