// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** A contribution to a repository in the shape of PaddleClas, whole and with one thing left out. */
@NeedsPython
class ClasImitationTests {

    private static final String MODULE = "ppcls/arch/backbone/model_zoo/tinynet.py";
    private static final String INIT = "ppcls/arch/backbone/__init__.py";
    private static final String CONFIG = "ppcls/configs/ImageNet/TinyNet/TinyNet_S.yaml";
    private static final String DOCUMENT = "docs/zh_CN/models/ImageNet1k/TinyNet.md";
    private static final String LIST = "docs/zh_CN/models/ImageNet1k/README.md";
    private static final String TIPC = "test_tipc/configs/TinyNet/TinyNet_S_train_infer_python.txt";

    static Imitation contribution() {
        Map<String, String> before = new TreeMap<>();
        before.put(INIT, "from .model_zoo.alexnet import AlexNet\n");
        before.put("ppcls/arch/__init__.py", "from .backbone import *\n");
        before.put("ppcls/arch/backbone/model_zoo/alexnet.py", "def AlexNet(**kwargs):\n    pass\n");
        before.put("ppcls/loss/__init__.py", "class CELoss:\n    pass\n");
        before.put(LIST, "| 模型 | Top-1 Acc |\n| --- | --- |\n| AlexNet | 0.567 |\n");
        before.put("test_tipc/prepare.sh", "#!/bin/bash\n");
        Map<String, String> after = new TreeMap<>(before);
        after.put(INIT, before.get(INIT) + "from .model_zoo.tinynet import TinyNet_S\n");
        after.put(MODULE, Imitation.COPYRIGHT + """
                        import paddle.nn as nn

                        MODEL_URLS = {"TinyNet_S": "https://example.org/TinyNet_S.pdparams"}


                        class TinyNet(nn.Layer):
                            def __init__(self, width, class_num=1000):
                                super().__init__()

                            def forward(self, x):
                                return x


                        def TinyNet_S(pretrained=False, use_ssld=False, **kwargs):
                            return TinyNet(width=8, **kwargs)
                        """);
        after.put(
                CONFIG,
                "Arch:\n  name: TinyNet_S\n  class_num: 1000\nLoss:\n  Train:\n    - CELoss:\n        weight: 1.0\n");
        after.put(DOCUMENT, "# TinyNet\n\n| Models | Top1 |\n|:--:|:--:|\n| TinyNet_S | 0.6120 |\n");
        after.put(LIST, before.get(LIST) + "| TinyNet_S | 0.612 |\n");
        after.put(TIPC, Imitation.tipc("model_name:TinyNet_S"));
        return new Imitation(OfficialSuite.PADDLE_CLAS, before, after);
    }

    @Test
    void a_whole_contribution_is_ready() {
        assertThat(contribution().report().isReady()).isTrue();
        assertThat(contribution().broken()).allMatch(line -> line.contains("common-tipc-"));
    }

    @Test
    void a_model_that_is_not_imported() {
        assertThat(contribution()
                        .replacing(INIT, "from .model_zoo.tinynet import TinyNet_S\n", "")
                        .with("ppcls/arch/backbone/model_zoo/__init__.py", "\n")
                        .broken())
                .contains(
                        "error clas-imported " + MODULE + ": the module tinynet is not imported in " + INIT
                                + ", so that no config can name it",
                        "error clas-arch " + CONFIG + ": nothing that ppcls/arch imports is called TinyNet_S");
    }

    @Test
    void a_config_with_a_name_that_nothing_has() {
        assertThat(contribution().replacing(CONFIG, "CELoss", "CELos").broken())
                .contains("error clas-components " + CONFIG
                        + ": neither ppcls nor Paddle (2.0 to 3.3) has what is called CELos here");
        assertThat(contribution().without(CONFIG).broken())
                .contains("warning clas-config " + MODULE + ": no config names one of: TinyNet_S");
    }

    @Test
    void what_the_guide_demands_for_each_model() {
        assertThat(contribution().without(TIPC).broken())
                .containsExactly("error clas-tipc " + TIPC + ": nothing below test_tipc/configs speaks of TinyNet_S");
        assertThat(contribution().without(DOCUMENT).broken())
                .contains(
                        "error clas-document " + DOCUMENT + ": no document below docs/zh_CN/models speaks of TinyNet");
        assertThat(contribution().replacing(LIST, "| TinyNet_S | 0.612 |\n", "").broken())
                .contains("warning clas-model-list " + LIST + ": " + LIST + " does not speak of TinyNet_S");
    }

    @Test
    void a_number_that_the_list_of_models_states_otherwise() {
        assertThat(contribution().replacing(LIST, "0.612", "0.712").broken())
                .anyMatch(line -> line.contains("top1 of tinynets is 0.712 here, and 0.6120 in " + DOCUMENT + ":5")
                        || line.contains("top1 of tinynets is 0.6120 here, and 0.712 in " + LIST + ":4"));
    }

    @Test
    void a_change_that_adds_no_model_is_told_so() {
        Imitation fix = new Imitation(
                        OfficialSuite.PADDLE_CLAS,
                        contribution().before(),
                        contribution().before())
                .with("docs/zh_CN/faq.md", "# FAQ\n\n问答\n");

        assertThat(fix.report().addition().kinds()).isEmpty();
        assertThat(fix.broken()).isEmpty();
    }

    @Test
    void a_tipc_config_from_which_no_training_can_be_planned() throws IOException {
        String whole = Files.readString(
                Path.of("../../fixtures/world/clas/test_tipc/configs/LittleNet/LittleNet_x0_5_train_infer_python.txt"));
        Imitation planned = contribution()
                .with(TIPC, whole)
                .with("tools/train.py", "")
                .with("tools/eval.py", "")
                .with("tools/export_model.py", "")
                .with("deploy/python/predict_cls.py", "")
                .with("deploy/configs/inference_cls.yaml", "a: 1\n")
                .with("ppcls/configs/Digits/LittleNet_x0_5.yaml", "a: 1\n");

        assertThat(contribution()
                        .with(TIPC, "===train_params===\nmodel_name:TinyNet_S\n")
                        .broken())
                .contains("warning common-tipc-plan " + TIPC
                        + ": no layout of a config for inference has 'inference' on this line");
        assertThat(planned.broken()).noneMatch(line -> line.contains("common-tipc-plan"));
        assertThat(planned.replacing(TIPC, "trainer:norm_train", "trainer:").broken())
                .contains("warning common-tipc-plan " + TIPC
                        + ": in the mode lite_train_lite_infer nothing would be trained");
        assertThat(planned.replacing(TIPC, "trainer:norm_train", "trainer:other")
                        .broken())
                .as("what lint refuses is told once")
                .noneMatch(line -> line.contains("common-tipc-plan"));
    }
}
