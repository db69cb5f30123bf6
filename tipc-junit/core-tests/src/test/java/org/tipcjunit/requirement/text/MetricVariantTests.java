// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricVariantTests {

    @Test
    void a_command_says_what_its_options_switch_on() {
        assertThat(MetricVariant.inCommand(List.of("python3", "val.py", "--aug_eval", "--flip_horizontal=True")))
                .containsExactlyInAnyOrder(MetricVariant.AUGMENTED, MetricVariant.FLIPPED);
        assertThat(MetricVariant.inCommand(List.of("python3", "val.py", "--weights", "output/model_ema.pdparams")))
                .containsExactly(MetricVariant.AVERAGED);
    }

    @Test
    void a_command_does_not_say_what_its_options_switch_off() {
        assertThat(MetricVariant.inCommand(List.of("python3", "val.py", "--flip=False", "--use_ema", "0")))
                .isEmpty();
    }

    @Test
    void times_and_names_of_transforms_are_no_ways_to_measure() {
        assertThat(MetricVariant.in("RandFlipImage cost 12 ms, flipud, schema, class_e2"))
                .isEmpty();
    }

    @Test
    void an_augmented_test_may_be_any_of_images() {
        assertThat(MetricVariant.unsaid(MetricVariant.in("mIoU (ms+flip)"), MetricVariant.in("--aug_eval")))
                .isEmpty();
        assertThat(MetricVariant.unsaid(MetricVariant.in("mIoU (ms+flip)"), MetricVariant.in("flip")))
                .containsExactly(MetricVariant.MULTI_SCALE);
    }
}
