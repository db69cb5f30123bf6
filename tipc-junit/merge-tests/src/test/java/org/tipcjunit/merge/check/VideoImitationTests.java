// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** A contribution to a repository in the shape of PaddleVideo, whole and with one thing left out. */
@NeedsPython
class VideoImitationTests {

    private static final String MODULE = "paddlevideo/modeling/backbones/tinynet.py";
    private static final String INIT = "paddlevideo/modeling/backbones/__init__.py";
    private static final String CONFIG = "configs/recognition/tinynet/tinynet_k400.yaml";
    private static final String DOCUMENT = "docs/zh-CN/model_zoo/recognition/tinynet.md";
    private static final String ENGLISH = "docs/en/model_zoo/recognition/tinynet.md";
    private static final String TIPC = "test_tipc/configs/TinyNet/train_infer_python.txt";

    static Imitation contribution() {
        Map<String, String> before = new TreeMap<>();
        before.put(INIT, "__all__ = []\n");
        before.put("paddlevideo/modeling/registry.py", "BACKBONES = Registry('backbone')\n");
        before.put(
                "paddlevideo/modeling/heads/tsn_head.py",
                "@HEADS.register()\nclass TSNHead(nn.Layer):\n    def __init__(self, num_classes):\n        pass\n");
        before.put("paddlevideo/loader/dataset/frame.py", "@DATASETS.register()\nclass FrameDataset:\n    pass\n");
        before.put("paddlevideo/metrics/crop.py", "@METRIC.register\nclass CenterCropMetric:\n    pass\n");
        before.put("tools/utils.py", "class ppTSN_Inference_helper:\n    pass\n");
        Map<String, String> after = new TreeMap<>(before);
        after.put(INIT, "from .tinynet import TinyNet\n\n__all__ = ['TinyNet']\n");
        after.put(
                MODULE,
                Imitation.COPYRIGHT
                        + "import paddle.nn as nn\nfrom paddlevideo.modeling.registry import BACKBONES\n\n\n@BACKBONES.register()\nclass TinyNet(nn.Layer):\n    def __init__(self, depth):\n        super().__init__()\n\n    def forward(self, x):\n        return x\n");
        after.put(CONFIG, """
                MODEL:
                    framework: "FrameDataset"
                    backbone:
                        name: "TinyNet"
                        depth: 8
                    head:
                        name: "TSNHead"
                        num_classes: 400
                DATASET:
                    train:
                        format: "FrameDataset"
                PIPELINE:
                    train: null
                OPTIMIZER:
                    name: 'Momentum'
                METRIC:
                    name: 'CenterCropMetric'
                INFERENCE:
                    name: 'ppTSN_Inference_helper'
                model_name: "TinyNet"
                """);
        after.put(DOCUMENT, "# TinyNet\n\n轻量网络。\n");
        after.put(ENGLISH, "# TinyNet\n\nA small network.\n");
        after.put(TIPC, Imitation.tipc("model_name:TinyNet"));
        return new Imitation(OfficialSuite.PADDLE_VIDEO, before, after);
    }

    @Test
    void a_whole_contribution_is_ready() {
        assertThat(contribution().report().isReady()).isTrue();
        assertThat(contribution().broken()).allMatch(line -> line.contains("common-tipc-"));
    }

    @Test
    void a_class_that_no_config_can_name() {
        assertThat(contribution()
                        .replacing(INIT, "from .tinynet import TinyNet\n", "")
                        .broken())
                .contains("error video-imported " + MODULE + ": the module tinynet is not imported in " + INIT
                        + ", so that no config can name it");
        assertThat(contribution()
                        .replacing(MODULE, "@BACKBONES.register()\n", "")
                        .broken())
                .contains("error video-registered " + MODULE
                        + ": nothing of the module tinynet is registered, so that no config can name TinyNet");
    }

    @Test
    void a_config_that_is_missing_or_wrong() {
        assertThat(contribution().without(CONFIG).broken())
                .contains("error video-config " + MODULE + ": no config names one of: TinyNet");
        assertThat(contribution().replacing(CONFIG, "TSNHead", "TSMHead").broken())
                .contains("error video-config-names " + CONFIG
                        + ": neither paddlevideo nor Paddle (2.0 to 3.3) has what is called TSMHead here");
        assertThat(contribution().replacing(CONFIG, "depth: 8", "dept: 8").broken())
                .contains("error video-config-parameters " + CONFIG + ": TinyNet takes no dept, only: depth");
        assertThat(contribution().replacing(CONFIG, "ppTSN_Inf", "ppTSM_Inf").broken())
                .contains(
                        "warning video-inference " + CONFIG
                                + ": the config names the inference helper ppTSM_Inference_helper, which tools/utils.py does not have");
    }

    @Test
    void what_most_contributions_have_besides() {
        assertThat(contribution()
                        .without(DOCUMENT)
                        .without(ENGLISH)
                        .without(TIPC)
                        .broken())
                .containsExactlyInAnyOrder(
                        "warning video-document " + DOCUMENT + ": no document below docs/zh-CN speaks of TinyNet",
                        "warning video-document-en " + ENGLISH + ": no document below docs/en speaks of TinyNet",
                        "hint video-tipc " + TIPC + ": nothing below test_tipc/configs speaks of TinyNet");
    }
}
