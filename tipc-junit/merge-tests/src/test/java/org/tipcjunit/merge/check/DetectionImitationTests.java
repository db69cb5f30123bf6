// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** A contribution to a repository in the shape of PaddleDetection, whole and with one thing left out. */
@NeedsPython
class DetectionImitationTests {

    private static final String MODULE = "ppdet/modeling/architectures/tinydet.py";
    private static final String INIT = "ppdet/modeling/architectures/__init__.py";
    private static final String CONFIG = "configs/tinydet/tinydet_r50_1x_coco.yml";
    private static final String BASE = "configs/tinydet/_base_/tinydet_r50.yml";
    private static final String README = "configs/tinydet/README.md";

    static Imitation contribution() {
        Map<String, String> before = new TreeMap<>();
        before.put(INIT, "from . import meta_arch\n");
        before.put(
                "ppdet/modeling/architectures/meta_arch.py",
                "class BaseArch(nn.Layer):\n    def forward(self, x):\n        return x\n");
        before.put("ppdet/core/workspace.py", "def register(cls):\n    return cls\n");
        before.put("test_tipc/README.md", "# TIPC\n");
        before.put(
                "ppdet/data/reader.py",
                "@register\nclass TrainReader:\n    def __init__(self, batch_size):\n        pass\n");
        before.put("configs/runtime.yml", """
                epoch: 12
                LearningRate: {}
                OptimizerBuilder: {}
                TrainReader: {batch_size: 2}
                EvalReader: {}
                TrainDataset: {}
                EvalDataset: {}
                """);
        Map<String, String> after = new TreeMap<>(before);
        after.put(INIT, "from . import meta_arch\nfrom . import tinydet\nfrom .tinydet import *\n");
        after.put(
                MODULE,
                Imitation.COPYRIGHT
                        + "from ppdet.core.workspace import register\nfrom ppdet.modeling.architectures.meta_arch import BaseArch\n\n\n@register\nclass TinyDet(BaseArch):\n    __category__ = 'architecture'\n\n    def __init__(self, backbone):\n        super().__init__()\n");
        after.put(BASE, "architecture: TinyDet\n\nTinyDet:\n  backbone: ResNet\n");
        after.put(
                CONFIG,
                "_BASE_: [\n  '../runtime.yml',\n  '_base_/tinydet_r50.yml',\n]\nweights: output/tinydet_r50_1x_coco/model_final\n");
        after.put(README, """
                # TinyDet

                | Backbone | mAP | Weights | Config |
                |---|---|---|---|
                | R50 | 30.0 | [w](https://example.com/tinydet_r50_1x_coco.pdparams) | [c](./tinydet_r50_1x_coco.yml) |
                """);
        return new Imitation(OfficialSuite.PADDLE_DETECTION, before, after);
    }

    @Test
    void a_whole_contribution_is_ready_though_it_has_no_tipc_config() {
        assertThat(contribution().report().isReady()).isTrue();
        assertThat(contribution().broken())
                .containsExactly(
                        "hint detection-tipc test_tipc/configs/tinydet/tinydet_r50_1x_coco_train_infer_python.txt: "
                                + "nothing below test_tipc/configs is of tinydet");
    }

    @Test
    void a_class_that_no_config_can_name() {
        assertThat(contribution()
                        .replacing(INIT, "from . import tinydet\nfrom .tinydet import *\n", "")
                        .broken())
                .contains("error detection-imported " + MODULE + ": the module tinydet is not imported in " + INIT
                        + ", so that no config can name its classes");
        assertThat(contribution().replacing(MODULE, "@register\n", "").broken())
                .contains("error detection-registered " + MODULE
                        + ": no class of the module tinydet is registered, so that no config can name TinyDet");
        assertThat(contribution().replacing(MODULE, "__category__", "category").broken())
                .contains("error detection-architecture-category " + MODULE
                        + ": TinyDet has no __category__, so that no config can have it as its architecture");
    }

    @Test
    void a_config_that_is_missing_or_wrong() {
        assertThat(contribution().without(BASE).without(CONFIG).broken())
                .anyMatch(line -> line.contains(
                        "detection-used " + MODULE + ": nothing names any of what tinydet registers: TinyDet"));
        assertThat(contribution()
                        .replacing(BASE, "architecture: Tiny", "architecture: Tine")
                        .broken())
                .contains("error detection-config-names " + BASE
                        + ": neither ppdet nor Paddle (2.0 to 3.3) has what is called TineDet here");
        assertThat(contribution().replacing(BASE, "  backbone", "  spine").broken())
                .contains("warning detection-config-parameters " + BASE + ": TinyDet takes no spine, only: backbone");
        assertThat(contribution().replacing(CONFIG, "'../runtime.yml',", "").broken())
                .anyMatch(line -> line.contains("detection-config-complete " + CONFIG) && line.contains("TrainReader"))
                .anyMatch(line -> line.contains("detection-config-runtime " + CONFIG));
        assertThat(contribution()
                        .replacing(CONFIG, "output/tinydet_r50", "output/tinydet_r101")
                        .broken())
                .anyMatch(line -> line.contains("detection-config-weights " + CONFIG));
    }

    @Test
    void a_tracker_and_a_compression_say_what_is_needed_in_their_own_way() {
        String runtime = "configs/runtime.yml";
        assertThat(contribution()
                        .replacing(runtime, "EvalReader: {}", "EvalMOTReader: {}")
                        .replacing(runtime, "TrainReader: {batch_size: 2}", "SemiTrainReader: {}")
                        .replacing(runtime, "EvalDataset: {}", "EvalMOTDataset: {}")
                        .broken())
                .noneMatch(line -> line.contains("detection-config-complete"));
        assertThat(contribution()
                        .with("configs/tinydet/teacher.yml", "_BASE_: ['_base_/tinydet_r50.yml']\nslim: Distill\n")
                        .broken())
                .noneMatch(line ->
                        line.contains("detection-config-complete") || line.contains("detection-config-runtime"));
    }

    @Test
    void a_document_that_is_missing_or_wrong() {
        assertThat(contribution().without(README).without(CONFIG).broken())
                .contains("error detection-readme " + README + ": " + README + " is missing");
        assertThat(contribution().without(README).broken())
                .contains("error detection-readme " + README + ": " + README + " is missing");
        assertThat(contribution()
                        .replacing(README, "tinydet_r50_1x_coco", "tinydet")
                        .broken())
                .contains("warning detection-readme-row " + README + ": " + README
                        + " does not speak of tinydet_r50_1x_coco");
        assertThat(contribution()
                        .replacing(README, "com/tinydet", "com/otherdet")
                        .broken())
                .anyMatch(line -> line.contains("detection-weights-link " + README));
    }
}
