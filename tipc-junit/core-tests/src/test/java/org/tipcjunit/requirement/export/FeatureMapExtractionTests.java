// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.FeatureMaps;
import org.tipcjunit.recording.FeatureMaps.CalledLayer;
import org.tipcjunit.recording.FeatureMaps.UsedMap;
import org.tipcjunit.requirement.Artifacts;

class FeatureMapExtractionTests {

    /** Channels and extents of MobileNetV3_large_x1_0 at 640x640, from the guide. */
    private static final long[][] LARGE = {
        {16, 320}, {16, 320}, {24, 160}, {24, 160}, {40, 80}, {40, 80}, {40, 80}, {80, 40}, {80, 40}, {80, 40},
        {80, 40}, {112, 40}, {112, 40}, {160, 20}, {160, 20}, {160, 20}
    };

    @Test
    void chooses_the_indices_of_the_guide_for_mobilenet_v3_large() {
        Finding finding = judge(maps(4, 7, 13, 16));

        assertThat(finding.verdict()).as(finding.observed()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the model uses the layers [4, 7, 13, 16] of its backbone");
        assertThat(finding.figures()).contains(Figure.text("last index of each stride", "[4, 7, 13, 16]"));
        assertThat(((Evidence.TextEvidence) finding.evidence().get(0)).text().lines())
                .hasSize(16)
                .contains("idx: 2 shape [1, 16, 320, 320]", "idx: 16 shape [1, 160, 20, 20]");
        assertThat(((Evidence.TableEvidence) finding.evidence().get(1)).rows())
                .containsExactly(
                        List.of("1/2", "[1, 2]", "2", ""),
                        List.of("1/4", "[3, 4]", "4", "4"),
                        List.of("1/8", "[5, 6, 7]", "7", "7"),
                        List.of("1/16", "[8, 9, 10, 11, 12, 13]", "13", "13"),
                        List.of("1/32", "[14, 15, 16]", "16", "16"));
    }

    @Test
    void an_index_that_is_off_by_one_fails() {
        assertFails(
                judge(maps(4, 6, 13, 16)),
                "stride 8 is taken from idx 6, the last one is idx 7",
                "idx 6 of [5, 6, 7] at stride 8");
    }

    @Test
    void a_stride_that_is_not_returned_fails() {
        assertFails(
                judge(maps(7, 13, 16)),
                "stride 4 is not used",
                "the backbone returns no map at stride 4, of which idx 4 is the last");
    }

    @Test
    void a_stride_that_no_layer_has_fails() {
        Finding finding = new FeatureMapExtraction(
                        new FeatureMapExtraction.Parameters(List.of(4, 8, 16, 32, 64), "backbone"))
                .judge(exported(Optional.of(maps(4, 7, 13, 16))));

        assertFails(finding, "no layer of the backbone has stride 64", "the layers have the strides 2, 4, 8, 16, 32");
    }

    @Test
    void a_map_that_nobody_asked_for_fails() {
        assertFails(
                judge(maps(2, 4, 7, 13, 16)),
                "the backbone returns a map that is not asked for",
                "idx 2 shape [1, 16, 320, 320] has stride 2");
    }

    @Test
    void a_map_that_no_layer_made_fails() {
        FeatureMaps sound = maps(4, 7, 13, 16);
        List<UsedMap> used = new ArrayList<>(sound.used());
        used.set(3, new UsedMap(used.get(3).shape(), 0, true));

        assertFails(
                judge(new FeatureMaps("backbone", "Net", sound.input(), sound.layers(), used)),
                "the backbone returns what none of its layers made",
                "a tensor [1, 160, 20, 20] is the output of none of 16 layers");
    }

    @Test
    void a_map_that_changes_nothing_fails() {
        FeatureMaps sound = maps(4, 7, 13, 16);
        List<UsedMap> used = new ArrayList<>(sound.used());
        used.set(2, new UsedMap(used.get(2).shape(), 13, false));

        assertFails(
                judge(new FeatureMaps("backbone", "Net", sound.input(), sound.layers(), used)),
                "the map at stride 16 is returned but not used",
                "with other numbers in idx 13 [1, 112, 40, 40] the model says the same, bit for bit");
    }

    @Test
    void maps_of_odd_extents_have_the_stride_that_convolutions_give_them() {
        FeatureMaps odd = new FeatureMaps(
                "backbone",
                "Net",
                List.of(1L, 3L, 75L, 75L),
                List.of(new CalledLayer(1, "Conv", List.of(List.of(1L, 8L, 19L, 19L)))),
                List.of(new UsedMap(List.of(1L, 8L, 19L, 19L), 1, true)));

        assertThat(new FeatureMapExtraction(new FeatureMapExtraction.Parameters(List.of(4), "backbone"))
                        .judge(exported(Optional.of(odd)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void what_was_not_seen_cannot_be_judged() {
        Finding finding = new FeatureMapExtraction(parameters()).judge(exported(Optional.empty()));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the feature maps were not seen");
    }

    @Test
    void refuses_strides_that_are_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureMapExtraction.Parameters(List.of(4, 0), "backbone"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureMapExtraction.Parameters(List.of(), "backbone"));
    }

    private static void assertFails(Finding finding, String summary, String observed) {
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo(summary);
        assertThat(finding.observed()).isEqualTo(observed);
        assertThat(finding.remedy()).isNotBlank();
    }

    private static Finding judge(FeatureMaps maps) {
        return new FeatureMapExtraction(parameters()).judge(exported(Optional.of(maps)));
    }

    private static FeatureMapExtraction.Parameters parameters() {
        return new FeatureMapExtraction.Parameters(List.of(4, 8, 16, 32), "backbone");
    }

    private static FeatureMaps maps(int... used) {
        List<CalledLayer> layers = new ArrayList<>();
        for (long[] layer : LARGE) {
            layers.add(new CalledLayer(layers.size() + 1, "Block", List.of(List.of(1L, layer[0], layer[1], layer[1]))));
        }
        List<UsedMap> maps = new ArrayList<>();
        for (int index : used) {
            maps.add(new UsedMap(layers.get(index - 1).shapes().get(0), index, true));
        }
        return new FeatureMaps("backbone", "MobileNetV3", List.of(1L, 3L, 640L, 640L), layers, maps);
    }

    static ExportedModel exported(Optional<FeatureMaps> maps) {
        ExportedModel model = Artifacts.exported("inference.pdmodel", List.of(), List.of(), "");
        return new ExportedModel(
                model.stage(),
                model.program(),
                model.parameters(),
                Optional.of(new ExportRecord(
                        "paddle.jit.save",
                        "/run/inference",
                        "Net",
                        ExportRecord.FORWARD,
                        false,
                        List.of(),
                        Map.of(),
                        List.of(),
                        maps,
                        OptionalLong.empty(),
                        Set.of())),
                model.checkpoint(),
                model.inputs(),
                model.outputs(),
                model.loadError());
    }
}
