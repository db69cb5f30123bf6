// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainedNetwork.Start;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.LayerCall.InnerOutput;
import org.tipcjunit.requirement.Artifacts;

class UntrainedPartsTests {

    @Test
    void names_a_head_that_is_exported_and_was_never_trained() {
        assertThat(UntrainedParts.of(exported("0.head")).unjudged())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.summary())
                            .isEqualTo("the exported network has parts that the training never changed");
                    assertThat(fault.detail())
                            .isEqualTo(
                                    "head.weight: given to an optimizer, and saved bit for bit as before the first step");
                });
    }

    @Test
    void names_a_head_that_no_optimizer_has() {
        assertThat(UntrainedParts.of(exported("0.head", "head.weight", true)).unjudged())
                .singleElement()
                .satisfies(fault -> assertThat(fault.detail())
                        .isEqualTo(
                                "head.weight: the loss reaches them, no optimizer has them, and they are saved bit for bit"
                                        + " as before the first step"));
    }

    @Test
    void names_statistics_that_stayed_as_they_were() {
        assertThat(UntrainedParts.of(exported("0.bn", "0.bn._variance", false)).unjudged())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.summary())
                            .isEqualTo("the exported network normalises by statistics that the training never took");
                    assertThat(fault.detail())
                            .isEqualTo("0.bn._variance: the training normalised by its batches, and saved them bit for"
                                    + " bit as before the first step");
                });
    }

    @Test
    void leaves_alone_what_the_exported_network_does_not_call() {
        assertThat(UntrainedParts.of(exported("0.forehead")).unjudged()).isEmpty();
    }

    @Test
    void names_a_head_that_only_decayed() {
        assertThat(UntrainedParts.of(exported("0.head", List.of(), List.of(), List.of("head.weight")))
                        .unjudged())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.summary()).isEqualTo("the exported network has parts that no loss trained");
                    assertThat(fault.detail())
                            .isEqualTo(
                                    "head.weight: given to an optimizer, with a gradient that was 0, or that of a penalty on"
                                            + " the weights themselves, whenever it was looked at, so that at most a decay of weights changed them");
                });
        assertThat(UntrainedParts.of(exported("0.forehead", List.of(), List.of(), List.of("head.weight")))
                        .unjudged())
                .isEmpty();
    }

    @Test
    void names_a_body_that_stands_at_its_random_start() {
        Part part = UntrainedParts.of(exported(Map.of("body.weight", 9000L, "unused.weight", 70000L), "body.weight"));

        assertThat(part.unjudged()).singleElement().satisfies(fault -> {
            assertThat(fault.summary()).isEqualTo("a large part of the exported network stands at its random start");
            assertThat(fault.detail())
                    .isEqualTo(
                            "9000 of 9000 weights (of layers that it calls; biases and scales aside) were drawn at random,"
                                    + " given by no file, and saved as they were drawn: body.weight");
        });
    }

    @Test
    void counts_a_small_part_that_stands_at_its_random_start() {
        Part part =
                UntrainedParts.of(exported(Map.of("body.weight", 9000L, "0.body.features", 1000L), "0.body.features"));

        assertThat(part.unjudged()).isEmpty();
        assertThat(part.figures())
                .extracting(Figure::name, figure -> figure.value().text(), Figure::unit)
                .containsExactly(tuple("weights that stand at their random start", "1000", "of 10000"));
    }

    @Test
    void leaves_alone_a_teacher_at_its_random_start_that_is_not_exported() {
        Part part =
                UntrainedParts.of(exported(Map.of("body.weight", 9000L, "teacher.weight", 70000L), "teacher.weight"));

        assertThat(part.unjudged()).isEmpty();
        assertThat(part.figures()).isEmpty();
    }

    private static ExportedModel exported(String called) {
        return exported(called, "head.weight", false);
    }

    private static ExportedModel exported(String called, String untouched, boolean leftOut) {
        return exported(called, List.of(untouched), leftOut ? List.of(untouched) : List.of(), List.of());
    }

    private static ExportedModel exported(
            String called, List<String> untouched, List<String> leftOut, List<String> idle) {
        return exported(called, untouched, leftOut, idle, Start.unseen());
    }

    private static ExportedModel exported(Map<String, Long> elements, String... standing) {
        return exported("0.body", List.of(), List.of(), List.of(), new Start(elements, Set.of(standing)));
    }

    private static ExportedModel exported(
            String called, List<String> untouched, List<String> leftOut, List<String> idle, Start start) {
        ExportedModel bare = Artifacts.exported("inference.pdmodel", List.of(), List.of(), "");
        TrainedNetwork trained = Artifacts.network();
        LayerCall call =
                new LayerCall(0, "Net", false, List.of(), List.of(), List.of(new InnerOutput(called, "Linear", "00")));
        return new ExportedModel(
                bare.stage(),
                bare.program(),
                bare.parameters(),
                Optional.of(new ExportRecord(
                        "paddle.jit.save", "/run/export/inference", "Net", false, List.of(), Map.of(), List.of(call))),
                bare.checkpoint(),
                bare.inputs(),
                bare.outputs(),
                Optional.of(new TrainedNetwork(
                        trained.layerClasses(),
                        trained.initial(),
                        Set.of(),
                        trained.weights(),
                        trained.kept(),
                        List.of(),
                        untouched,
                        leftOut,
                        idle,
                        start,
                        trained.learningRate(),
                        false,
                        false,
                        List.of())),
                bare.loadError());
    }
}
