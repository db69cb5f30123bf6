// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** A contribution to a repository in the shape of PaddleGAN, whole and with one thing left out. */
@NeedsPython
class GanImitationTests {

    private static final String MODULE = "ppgan/models/generators/tinygan.py";
    private static final String INIT = "ppgan/models/generators/__init__.py";
    private static final String CONFIG = "configs/tinygan_faces.yaml";
    private static final String CHINESE = "docs/zh_CN/tutorials/tinygan.md";
    private static final String ENGLISH = "docs/en_US/tutorials/tinygan.md";
    private static final String TIPC = "test_tipc/configs/tinygan/train_infer_python.txt";
    private static final String PREPARE = "test_tipc/prepare.sh";

    static Imitation contribution() {
        Map<String, String> before = new TreeMap<>();
        before.put(INIT, "from .unet import UNet\n");
        before.put("ppgan/models/builder.py", "GENERATORS = Registry('generator')\n");
        before.put("ppgan/solver/builder.py", "OPTIMIZERS = Registry('optimizer')\n");
        before.put(
                "ppgan/models/sr_model.py",
                "@MODELS.register()\nclass BaseModel:\n    def __init__(self, generator):\n        pass\n");
        before.put("ppgan/datasets/faces.py", "@DATASETS.register()\nclass Faces:\n    pass\n");
        before.put("docs/zh_CN/tutorials/unet.md", "# UNet\n");
        before.put("docs/en_US/tutorials/unet.md", "# UNet\n");
        before.put(PREPARE, "if [ ${model_name} == \"unet\" ]; then\n    wget data\nfi\n");
        Map<String, String> after = new TreeMap<>(before);
        after.put(INIT, "from .unet import UNet\nfrom .tinygan import TinyGenerator\n");
        after.put(
                MODULE,
                Imitation.COPYRIGHT
                        + "import paddle.nn as nn\nfrom ppgan.models.builder import GENERATORS\n\n\n@GENERATORS.register()\nclass TinyGenerator(nn.Layer):\n    def __init__(self, width):\n        super().__init__()\n\n    def forward(self, x):\n        return x\n");
        after.put(CONFIG, """
                total_iters: 10
                output_dir: output_dir
                model:
                  name: BaseModel
                  generator:
                    name: TinyGenerator
                    width: 8
                export_model:
                  - {name: 'generator', inputs_num: 1}
                dataset:
                  train:
                    name: Faces
                lr_scheduler:
                  name: MultiStepDecay
                optimizer:
                  name: Adam
                log_config:
                  interval: 1
                snapshot_config:
                  interval: 5
                """);
        after.put(CHINESE, "# TinyGAN\n\n`python tools/main.py -c configs/tinygan_faces.yaml`\n");
        after.put(ENGLISH, "# TinyGAN\n\n`python tools/main.py -c configs/tinygan_faces.yaml`\n");
        after.put(TIPC, Imitation.tipc("model_name:tinygan"));
        after.put(PREPARE, "if [ ${model_name} == \"tinygan\" ]; then\n    wget data\nfi\n");
        return new Imitation(OfficialSuite.PADDLE_GAN, before, after);
    }

    @Test
    void a_whole_contribution_is_ready() {
        assertThat(contribution().report().isReady()).isTrue();
        assertThat(contribution().broken()).allMatch(line -> line.contains("common-tipc-"));
    }

    @Test
    void a_class_that_no_config_can_name() {
        assertThat(contribution()
                        .replacing(INIT, "from .tinygan import TinyGenerator\n", "")
                        .broken())
                .contains("error gan-imported " + MODULE + ": the module tinygan is not imported in " + INIT
                        + ", so that no config can name its classes");
        assertThat(contribution()
                        .replacing(MODULE, "@GENERATORS.register()\n", "")
                        .broken())
                .contains("error gan-registered " + MODULE
                        + ": no class of the module tinygan is registered, so that no config can name TinyGenerator");
    }

    @Test
    void a_config_that_is_missing_or_wrong() {
        assertThat(contribution().without(CONFIG).broken())
                .contains("warning gan-used " + MODULE
                        + ": no config names any of what tinygan registers: TinyGenerator");
        assertThat(contribution()
                        .replacing(CONFIG, "name: TinyGen", "name: TineGen")
                        .broken())
                .contains("error gan-config-names " + CONFIG
                        + ": neither ppgan nor Paddle (2.0 to 3.3) has what is called TineGenerator here");
        assertThat(contribution().replacing(CONFIG, "width: 8", "wide: 8").broken())
                .anyMatch(line -> line.contains(
                        "gan-config-parameters " + CONFIG + ": TinyGenerator takes no wide, only: width"));
        assertThat(contribution()
                        .replacing(CONFIG, "snapshot_config", "snapshots")
                        .broken())
                .contains("error gan-config-sections " + CONFIG + ": the config has no snapshot_config");
    }

    @Test
    void a_document_or_a_tipc_config_that_is_missing() {
        assertThat(contribution()
                        .without(CHINESE)
                        .without(ENGLISH)
                        .without(TIPC)
                        .broken())
                .contains("warning gan-tutorial-zh " + CHINESE
                        + ": no tutorial below docs/zh_CN/tutorials speaks of tinygan")
                .anyMatch(line -> line.contains("gan-tutorial-en " + ENGLISH))
                .contains("warning gan-tipc " + TIPC + ": nothing below test_tipc/configs speaks of tinygan");
        assertThat(contribution().replacing(PREPARE, "tinygan", "unet").broken())
                .contains(
                        "error gan-tipc-prepare " + PREPARE
                                + ": test_tipc/prepare.sh does nothing for tinygan in the mode lite_train_lite_infer: no branch that does anything is taken for this name");
    }
}
