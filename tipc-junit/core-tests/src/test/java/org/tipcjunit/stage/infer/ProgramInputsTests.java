// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.ExportedModel.Spec;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

class ProgramInputsTests {

    private static final Spec FREE = new Spec("x", "float32", List.of(-1L, 3L, -1L, -1L));
    private static final TensorValue IMAGE = tensor("image", DataType.FLOAT32, 2, 3, 8, 8);
    private static final TensorValue LABEL = tensor("label", DataType.INT64, 2);

    @Test
    void finds_an_image_beside_its_label_whatever_it_is_called() {
        ProgramInputs inputs = ProgramInputs.of(program(FREE), List.of(IMAGE, LABEL));

        assertThat(inputs.obstacle()).isEmpty();
        assertThat(inputs.taken()).containsExactly(IMAGE.withName("x"));
        assertThat(inputs.oneByOne()).isFalse();
    }

    @Test
    void takes_entries_of_a_dict_by_their_names_in_the_order_of_the_program() {
        Spec size = new Spec("im_shape", "float32", List.of(-1L, 2L));
        Spec factor = new Spec("scale_factor", "float32", List.of(-1L, 2L));
        TensorValue scale = tensor("inputs.scale_factor", DataType.FLOAT32, 2, 2);
        TensorValue shape = tensor("inputs.im_shape", DataType.FLOAT32, 2, 2);

        ProgramInputs inputs = ProgramInputs.of(program(size, factor), List.of(scale, LABEL, shape));

        assertThat(inputs.taken()).extracting(TensorValue::name).containsExactly("im_shape", "scale_factor");
        assertThat(inputs.ambiguous()).isFalse();
    }

    @Test
    void tells_where_only_their_order_says_which_is_which() {
        Spec one = new Spec("a", "int64", List.of(-1L));
        Spec other = new Spec("b", "int64", List.of(-1L));

        assertThat(ProgramInputs.of(program(one, other), List.of(LABEL, tensor("second", DataType.INT64, 2)))
                        .ambiguous())
                .isTrue();
    }

    @Test
    void a_program_for_one_sample_takes_one_after_the_other() {
        Spec single = new Spec("x", "float32", List.of(1L, 3L, 8L, 8L));

        assertThat(ProgramInputs.of(program(single), List.of(IMAGE)).oneByOne()).isTrue();
    }

    @Test
    void says_what_a_program_does_not_take() {
        Spec small = new Spec("x", "float32", List.of(-1L, 3L, 4L, 4L));

        assertThat(ProgramInputs.of(program(small), List.of(IMAGE)).obstacle())
                .contains("the program takes x float32[-1, 3, 4, 4], and the network got x FLOAT32[2, 3, 8, 8]");
        assertThat(ProgramInputs.of(program(FREE), List.of(LABEL)).obstacle())
                .contains("the program takes x float32[-1, 3, -1, -1], and the network got label INT64[2]");
        assertThat(ProgramInputs.of(program(), List.of(IMAGE)).obstacle())
                .contains("the inputs of the program are not known");
    }

    private static TensorValue tensor(String name, DataType type, long... shape) {
        List<Long> extents = java.util.Arrays.stream(shape).boxed().toList();
        int count = Math.toIntExact(extents.stream().reduce(1L, (a, b) -> a * b));
        return TensorValue.copyOf(name, type, extents, ByteBuffer.allocate(count * (type == DataType.INT64 ? 8 : 4)));
    }

    private static ExportedModel program(Spec... inputs) {
        return new ExportedModel(
                Artifacts.stage(StageKind.EXPORT, List.of("export.py")),
                Path.of("inference.pdmodel"),
                Path.of("inference.pdiparams"),
                Optional.empty(),
                Path.of("latest.pdparams"),
                List.of(inputs),
                List.of(),
                Optional.empty());
    }
}
