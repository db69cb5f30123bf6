// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BackboneTests {

    @Test
    void knows_the_four_of_the_guide_with_their_accuracy_and_size() {
        assertThat(Backbone.ofGuide())
                .containsExactly(
                        Backbone.stated("MobileNetV1_x1_0", 0.7099, 24),
                        Backbone.stated("MobileNetV3_large_x1_0", 0.7530, 32),
                        Backbone.stated("MobileNetV3_small_x1_0", 0.6820, 17),
                        Backbone.stated("ShuffleNetV2_x1_0", 0.6880, 12));
        assertThat(Backbone.ofGuide("ShuffleNetV2_x1_0")).contains(Backbone.stated("ShuffleNetV2_x1_0", 0.6880, 12));
        assertThat(Backbone.ofGuide("shufflenetv2_x1_0")).isEmpty();
    }

    @Test
    void another_one_can_be_stated() {
        assertThat(Backbone.stated("PPLCNet_x1_0", 0.7132, 11.8).megabytes()).hasValue(11.8);
        assertThat(Backbone.named("DLA34").megabytes()).isEmpty();
    }

    @Test
    void refuses_what_cannot_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backbone.stated("PPLCNet_x1_0", 71.32, 11.8))
                .withMessage("the accuracy of PPLCNet_x1_0 is a share between 0 and 1, not 71.32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backbone.stated("PPLCNet_x1_0", 0.7132, -1))
                .withMessage("the size of PPLCNet_x1_0 is a number of megabytes, not -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Backbone.named(" "));
    }
}
