// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** A contribution to a repository in the shape of PaddleSeg, whole and with one thing left out. */
@NeedsPython
class SegImitationTests {

    private static final String MODEL = "paddleseg/models/tinynet.py";
    private static final String INIT = "paddleseg/models/__init__.py";
    private static final String CONFIG = "configs/tinynet/tinynet_cityscapes_64x32_1k.yml";
    private static final String README = "configs/tinynet/README.md";
    private static final String TIPC = "test_tipc/configs/tinynet/train_infer_python.txt";

    static Imitation contribution() {
        Map<String, String> before = new TreeMap<>();
        before.put(INIT, "from .fcn import *\n");
        before.put("paddleseg/cvlibs/__init__.py", "from . import manager\n");
        before.put("paddleseg/cvlibs/manager.py", "MODELS = ComponentManager('models')\n");
        before.put(
                "paddleseg/models/fcn.py",
                "@manager.MODELS.add_component\nclass FCN(nn.Layer):\n    def __init__(self, num_classes):\n        pass\n");
        before.put(
                "configs/_base_/cityscapes.yml",
                "batch_size: 2\ntrain_dataset:\n  mode: train\nval_dataset:\n  mode: val\noptimizer:\n  momentum: 0.9\nloss:\n  coef: [1]\n");
        Map<String, String> after = new TreeMap<>(before);
        after.put(INIT, "from .fcn import *\nfrom .tinynet import *\n");
        after.put(MODEL, Imitation.COPYRIGHT + """
                        import paddle.nn as nn

                        from paddleseg.cvlibs import manager


                        @manager.MODELS.add_component
                        class TinyNet(nn.Layer):
                            \"""
                            The TinyNet implementation based on PaddlePaddle.

                            The original article refers to
                            Doe, Jane. "Tiny" (https://example.org/tiny).

                            Args:
                                num_classes (int): The unique number of target classes.
                                width (int, optional): The width. Default: 8.
                            \"""

                            def __init__(self, num_classes, width=8):
                                super().__init__()

                            def forward(self, x):
                                return x
                        """);
        after.put(
                CONFIG,
                "_base_: '../_base_/cityscapes.yml'\n\niters: 1000\n\nmodel:\n  type: TinyNet\n  num_classes: 19\n  width: 4\n");
        after.put(README, """
                # Tiny

                ## Reference

                > Doe, Jane. "Tiny." Venue. 2024.

                ## Performance

                | Model | Backbone | Resolution | Training Iters | mIoU | Links |
                |:-:|:-:|:-:|:-:|:-:|:-:|
                |TinyNet|-|64x32|1000|61.20%|[model](https://example.org/m)|
                """);
        after.put(TIPC, Imitation.tipc("model_name:tinynet", "python:python3.7"));
        return new Imitation(OfficialSuite.PADDLE_SEG, before, after);
    }

    @Test
    void a_config_that_is_for_the_export_alone_needs_no_sections_of_a_training() {
        String config = "model:\n  type: TinyNet\n  num_classes: 2\n%sval_dataset:\n  mode: val\n";
        String path = "configs/tinynet/tinynet_export_64x32.yml";

        assertThat(contribution()
                        .with(path, config.replace("%s", "export:\n  transforms: []\n"))
                        .broken())
                .noneMatch(line -> line.contains("seg-config-sections"));
        assertThat(contribution().with(path, config.replace("%s", "")).broken())
                .anyMatch(line -> line.contains("seg-config-sections"));
    }

    @Test
    void a_whole_contribution_breaks_no_rule_but_the_lint_of_its_shortened_config() {
        assertThat(contribution().report().isReady()).isTrue();
        assertThat(contribution().broken()).allMatch(line -> line.contains("common-tipc-"));
    }

    @Test
    void a_module_that_is_not_imported() {
        assertThat(contribution()
                        .replacing(INIT, "from .tinynet import *\n", "")
                        .broken())
                .contains("error seg-imported " + MODEL + ": the module tinynet is not imported in " + INIT
                        + ", so that no config can name its classes");
    }

    @Test
    void a_class_that_is_not_registered() {
        assertThat(contribution()
                        .replacing(MODEL, "@manager.MODELS.add_component\n", "")
                        .broken())
                .contains("error seg-registered " + MODEL
                        + ": nothing of the module tinynet is registered, so that no config can name TinyNet");
    }

    @Test
    void a_config_that_names_no_class_or_no_parameter_of_it() {
        assertThat(contribution()
                        .replacing(CONFIG, "type: TinyNet", "type: tinynet")
                        .broken())
                .contains("error seg-config-names " + CONFIG + ": there is no class or function tinynet");
        assertThat(contribution().replacing(CONFIG, "width: 4", "widht: 4").broken())
                .contains(
                        "error seg-config-parameters " + CONFIG + ": TinyNet takes no widht, only: num_classes, width");
    }

    @Test
    void names_that_come_from_paddle_are_known_and_others_are_not() {
        String trained = "\niters: 1000\n\noptimizer:\n  type: %s\n\nlr_scheduler:\n  type: %s\n";

        assertThat(contribution()
                        .replacing(CONFIG, "\niters: 1000\n", trained.formatted("AdamW", "PolynomialDecay"))
                        .broken())
                .noneMatch(line -> line.contains("seg-config-names"));
        assertThat(contribution()
                        .replacing(CONFIG, "\niters: 1000\n", trained.formatted("AdemW", "PolynomDecay"))
                        .broken())
                .contains(
                        "error seg-config-names " + CONFIG + ": there is no class or function AdemW",
                        "error seg-config-names " + CONFIG + ": there is no class or function PolynomDecay");
    }

    @Test
    void a_class_that_a_config_names_is_registered_though_another_module_imports_it() {
        String user = "paddleseg/models/tinyuser.py";
        Imitation used =
                contribution().with(user, Imitation.COPYRIGHT + "from paddleseg.models.tinynet import TinyNet\n");

        assertThat(used.broken()).noneMatch(line -> line.contains("seg-registered " + MODEL));
        assertThat(used.replacing(MODEL, "@manager.MODELS.add_component\n", "").broken())
                .anyMatch(line -> line.startsWith("error seg-registered " + MODEL));
    }

    @Test
    void a_number_of_a_metric_of_its_own_that_the_translation_states_otherwise() {
        String table =
                "# Tiny\n\n## Reference\n\n| Model | Backbone | Resolution | Training Iters | mIoU | Boundary IoU | Links |\n"
                        + "|-|-|-|-|-|-|-|\n|TinyNet|-|64x32|1000|61.20%%|%s|-|\n";
        Imitation both = contribution().with(README, table.formatted("50.1"));
        String chinese = "configs/tinynet/README_cn.md";

        assertThat(both.with(chinese, table.formatted("50.1")).broken())
                .noneMatch(line -> line.contains("common-one-number"));
        assertThat(both.with(chinese, table.formatted("40.1")).broken())
                .anyMatch(line -> line.startsWith("error common-one-number " + chinese)
                        || line.startsWith("error common-one-number " + README));
        assertThat(both.with("docs/other.md", table.formatted("40.1")).broken())
                .as("a document about something else")
                .noneMatch(line -> line.contains("common-one-number"));
    }

    @Test
    void a_config_that_is_missing_or_builds_on_nothing() {
        assertThat(contribution().without(CONFIG).broken())
                .contains("error seg-config " + MODEL + ": no config names TinyNet as its model");
        assertThat(contribution()
                        .replacing(CONFIG, "cityscapes.yml", "cityscape.yml")
                        .broken())
                .contains("error common-config-bases " + CONFIG
                        + ": it builds on ../_base_/cityscape.yml, which is not there");
    }

    @Test
    void a_readme_that_is_missing_or_has_no_table() {
        assertThat(contribution().without(README).broken())
                .contains("error seg-readme " + README + ": " + README + " is missing");
        assertThat(contribution().replacing(README, "mIoU", "speed").broken())
                .contains("error seg-readme-table " + README
                        + ": the README has no table with these columns: Model, Backbone, Resolution, Training Iters, mIoU,"
                        + " Links");
    }

    @Test
    void numbers_of_one_backbone_in_two_models_and_a_file_of_opencvs_are_no_faults() {
        String table = "| 骨架网络 | Box AP |\n|---|---|\n| ResNet50 | %s |\n";
        Imitation two = contribution()
                .with("configs/mask/README.md", table.formatted("37.4"))
                .with("configs/faster/README.md", table.formatted("36.7"));

        assertThat(two.with("deploy/settings.yaml", "%YAML:1.0\nSIZE: [513, 513]\n")
                        .broken())
                .noneMatch(line -> line.contains("common-one-number") || line.contains("common-yaml-parses"));
        assertThat(two.with("configs/mask/README_cn.md", table.formatted("73.4"))
                        .broken())
                .anyMatch(line -> line.startsWith("error common-one-number configs/mask/README_cn.md"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.7712, 0.771, true",
        "0.7712, 77.12%, true",
        "0.7712, 0.7734, false",
        "0.7712, 0.7634, false",
        "0.77, 0.7712, true"
    })
    void shares_are_one_number_as_far_as_their_digits_go(String one, String other, boolean same) {
        String table = "| Model | Top-1 Acc |\n|:-:|:-:|\n|TinyNet|%s|\n";

        assertThat(contribution()
                        .with("docs/one.md", table.formatted(one))
                        .with("docs/other.md", table.formatted(other))
                        .broken()
                        .stream()
                        .noneMatch(line -> line.startsWith("error common-one-number docs/")))
                .isEqualTo(same);
    }

    @Test
    void a_number_that_another_document_states_otherwise() {
        String overview = "docs/model_zoo_overview.md";
        String table = "| Model | mIoU |\n|:-:|:-:|\n|TinyNet|%s|\n";

        assertThat(contribution().with(overview, table.formatted("0.612")).broken())
                .noneMatch(line -> line.contains("common-one-number"));
        assertThat(contribution().with(overview, table.formatted("71.20%")).broken())
                .contains("error common-one-number " + overview + ": miou of tinynet is 71.20% here, and 61.20% in "
                        + README + ":11");
    }

    @Test
    void a_tipc_config_that_is_missing_is_a_warning_since_few_have_one() {
        Imitation without = contribution().without(TIPC);

        assertThat(without.broken())
                .containsExactly("warning seg-tipc " + TIPC + ": nothing below test_tipc/configs speaks of tinynet");
        assertThat(without.report().isReady()).isTrue();
    }

    @Test
    void imports_and_names_of_python_that_are_not_there() {
        assertThat(contribution()
                        .replacing(INIT, "from .tinynet import *", "from .TinyNet import *")
                        .broken())
                .contains(
                        "error common-python-imports " + INIT
                                + ": it imports what is not there: paddleseg/models/TinyNet.py; the package cannot be imported");
        assertThat(contribution()
                        .replacing(INIT, "from .tinynet import *", "from .tinynet import TinyNett")
                        .broken())
                .contains("error common-python-imports " + INIT + ": it imports what is not there: TinyNett in " + MODEL
                        + "; the package cannot be imported");
        assertThat(contribution()
                        .replacing(
                                MODEL,
                                "import paddle.nn as nn\n",
                                "import paddle.nn as nn\nfrom paddleseg.lost import x\n")
                        .broken())
                .contains("error common-python-imports " + MODEL
                        + ": it imports what is not there: paddleseg/lost.py; the package cannot be imported");
        assertThat(contribution()
                        .replacing(
                                MODEL,
                                "import paddle.nn as nn\n",
                                "import paddle.nn as nn\ntry:\n    from . import ops\nexcept ImportError:\n    ops = None\n"
                                        + "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import types\n")
                        .with("__init__.py", Imitation.COPYRIGHT + "from .anywhere import thing\n")
                        .broken())
                .noneMatch(line -> line.contains("common-python-imports"));
        assertThat(contribution()
                        .replacing(MODEL, "import paddle.nn as nn\n", "")
                        .broken())
                .contains("warning common-python-names " + MODEL + ": nothing in this file defines or imports nn");
        assertThat(contribution()
                        .replacing(
                                MODEL,
                                "import paddle.nn as nn\n",
                                "import paddle.nn as nn\n__all__ = ['TinyNet' 'Other']\n")
                        .broken())
                .contains("warning common-python-names " + MODEL
                        + ": nothing in this file defines or imports TinyNetOther");
        assertThat(contribution()
                        .replacing(INIT, "from .tinynet import *", "from .tinynet import TinyNet as T, manager")
                        .broken())
                .noneMatch(line -> line.contains("common-python-"));
    }

    @Test
    void keys_rows_and_links_that_say_nothing() {
        assertThat(contribution()
                        .replacing(CONFIG, "width: 4\n", "width: 4\n  width: 8\n")
                        .broken())
                .contains("warning common-yaml-twice " + CONFIG
                        + ": model.width stands here a second time; the first one has no effect");
        String row = "|TinyNet|-|64x32|1000|61.20%|[model](https://example.org/m)|\n";
        assertThat(contribution().replacing(README, row, row + row).broken())
                .contains("warning common-table-rows " + README + ": the row stands in line 11 already");
        assertThat(contribution()
                        .replacing(README, "(https://example.org/m)", "()")
                        .broken())
                .contains("warning common-document-links " + README + ": the link leads to \"\", which is not there");
    }
}
