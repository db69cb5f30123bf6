// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Uses of what Paddle removed, and names that are others than they look. */
@NeedsPython
class FluidTests {

    private static final String MODULE = "paddlevideo/modeling/backbones/tinynet.py";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import paddle.fluid",
                "import paddle.fluid as F",
                "import paddle.fluid.layers as L",
                "from paddle import fluid as x",
                "from paddle.fluid import layers",
                "import paddle as p\n\n\ndef old(x):\n    return p.fluid.layers.relu(x)",
                "def old(x):\n    return getattr(paddle, 'fluid').layers.relu(x)",
                "import importlib\nold = importlib.import_module('paddle.fluid')"
            })
    void fluid_under_whatever_name(String line) {
        Imitation whole = Imitation.of(OfficialSuite.PADDLE_VIDEO);

        assertThat(whole.with(MODULE, whole.after().get(MODULE) + "\n\n" + line + "\n")
                        .broken())
                .anyMatch(fault -> fault.startsWith("error common-no-fluid " + MODULE));
    }

    @Test
    void what_is_only_called_alike_is_no_matter() {
        Imitation whole = Imitation.of(OfficialSuite.PADDLE_VIDEO);

        assertThat(whole.with(MODULE, whole.after().get(MODULE) + "\n\nNOTE = 'not paddle.fluid'\n")
                        .broken())
                .noneMatch(fault -> fault.contains("common-no-fluid"));
    }

    @Test
    void a_class_that_is_registered_under_another_name() {
        assertThat(Imitation.of(OfficialSuite.PADDLE_VIDEO)
                        .replacing(MODULE, "BACKBONES.register()", "BACKBONES.register(name=\"Other\")")
                        .broken())
                .anyMatch(fault -> fault.startsWith("error video-config-names ") && fault.contains("TinyNet"));
    }
}
