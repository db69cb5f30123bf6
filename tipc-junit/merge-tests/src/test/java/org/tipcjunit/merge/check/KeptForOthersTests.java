// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Contributions that are whole themselves, and take away what other models need. */
@NeedsPython
class KeptForOthersTests {

    private static final String INIT = "paddleseg/models/__init__.py";
    private static final String FCN = "configs/fcn/fcn.yml";
    private static final String FCN_TIPC = "test_tipc/configs/fcn/train_infer_python.txt";
    private static final String FCN_README = "configs/fcn/README.md";
    private static final String LIST = "docs/models.md";

    /** A whole contribution to a suite that has another model, with its config, documents and TIPC config. */
    private static Imitation contribution() {
        Map<String, String> old = new TreeMap<>();
        old.put(FCN, "_base_: '../_base_/cityscapes.yml'\n\nmodel:\n  type: FCN\n  num_classes: 19\n");
        old.put("configs/fcn/fcn_large.yml", "_base_: './fcn.yml'\n");
        old.put(FCN_TIPC, Imitation.tipc("model_name:fcn", "norm_train:tools/train.py --config " + FCN));
        old.put(FCN_README, "# FCN\n\nTrained by [this config](fcn.yml).\n");
        old.put(LIST, "# Models\n\n| Model | mIoU |\n|-|-|\n|FCN|60.1%|\n|FCN|61.3%|\n|UNet|60.2%|\n");
        Imitation seg = Imitation.of(OfficialSuite.PADDLE_SEG);
        Map<String, String> before = new TreeMap<>(seg.before());
        before.putAll(old);
        Map<String, String> after = new TreeMap<>(seg.after());
        after.putAll(old);
        after.put(LIST, old.get(LIST) + "|TinyNet|61.20%|\n");
        return new Imitation(OfficialSuite.PADDLE_SEG, before, after);
    }

    @Test
    void what_keeps_all_of_others_breaks_nothing() {
        assertThat(contribution().broken()).allMatch(line -> line.contains("nothing would be trained"));
    }

    @Test
    void an_import_of_another_module_is_lost() {
        assertThat(contribution().replacing(INIT, "from .fcn import *\n", "").broken())
                .contains("error common-modules-kept " + INIT
                        + ": paddleseg/models/fcn.py is there still, and nothing imports it any more: what it registers"
                        + " is lost to configs");
    }

    @Test
    void a_module_that_goes_or_that_another_imports_is_not_missed_in_the_list_of_the_package() {
        Imitation without = contribution().replacing(INIT, "from .fcn import *\n", "");

        assertThat(without.without("paddleseg/models/fcn.py").broken())
                .noneMatch(line -> line.contains("common-modules-kept"));
        assertThat(without.with("paddleseg/models/heads.py", Imitation.COPYRIGHT + "from .fcn import FCN\n")
                        .broken())
                .noneMatch(line -> line.contains("common-modules-kept"));
    }

    @Test
    void an_import_that_a_copy_of_the_module_replaces_loses_nothing() {
        Imitation seg = contribution();
        String copy = seg.after().get("paddleseg/models/fcn.py");

        assertThat(seg.replacing(INIT, "from .fcn import *\n", "from .new_fcn import *\n")
                        .with("paddleseg/models/new_fcn.py", copy)
                        .broken())
                .noneMatch(line -> line.contains("common-modules-kept"));
    }

    @Test
    void a_network_of_clas_that_a_config_names_is_lost_though_another_module_imports_it() {
        Imitation clas = Imitation.of(OfficialSuite.PADDLE_CLAS);
        String init = "ppcls/arch/backbone/__init__.py";
        Map<String, String> old = Map.of(
                "ppcls/arch/backbone/old.py", "def OldNet(class_num=1000):\n    pass\n",
                "ppcls/arch/backbone/user.py", "from .old import OldNet\n",
                "ppcls/configs/ImageNet/OldNet/OldNet.yaml", "Arch:\n  name: OldNet\n");
        Map<String, String> before = new TreeMap<>(clas.before());
        before.putAll(old);
        before.put(init, before.get(init) + "from .old import OldNet\n");
        Map<String, String> after = new TreeMap<>(clas.after());
        after.putAll(old);

        Imitation kept = new Imitation(OfficialSuite.PADDLE_CLAS, before, after);
        assertThat(kept.with(init, after.get(init) + "from .old import OldNet\n")
                        .broken())
                .noneMatch(line -> line.contains("common-modules-kept"));
        assertThat(kept.broken())
                .anyMatch(
                        line -> line.startsWith("error common-modules-kept " + init + ": ppcls/arch/backbone/old.py is")
                                && line.endsWith("what ppcls/configs/ImageNet/OldNet/OldNet.yaml names of it"));
    }

    @Test
    void a_class_of_another_module_is_listed_no_more() {
        Imitation ocr = Imitation.of(OfficialSuite.PADDLE_OCR);
        String init = "ppocr/modeling/heads/__init__.py";
        String heads = "def build_head(config):\n    from .det_a import AHead\n    from .det_b import BHead\n"
                + "    support_dict = [%s]\n";
        Map<String, String> before = new TreeMap<>(ocr.before());
        before.put("ppocr/modeling/heads/det_a.py", "class AHead:\n    pass\n");
        before.put("ppocr/modeling/heads/det_b.py", "class BHead:\n    pass\n");
        before.put(init, heads.formatted("'AHead', 'BHead'"));
        Map<String, String> after = new TreeMap<>(ocr.after());
        before.forEach((path, text) -> {
            if (path.startsWith("ppocr/modeling/heads/")) {
                after.put(path, text);
            }
        });

        Imitation kept = new Imitation(OfficialSuite.PADDLE_OCR, before, after);
        assertThat(kept.with(init, heads.formatted("'BHead', 'AHead', 'CHead'")).broken())
                .noneMatch(line -> line.contains("common-modules-kept"));
        assertThat(kept.with(init, heads.formatted("'BHead'")).broken())
                .contains("error common-modules-kept " + init
                        + ": AHead is there still, and the list here has it no more, so that no config can name it");
    }

    @Test
    void data_of_another_model_are_prepared_no_more() {
        Imitation seg = contribution();
        String script = "if [ ${model_name} == \"fcn\" ]; then\n    wget a\nelif [ ${model_name} == \"unet\" ]; then\n"
                + "    wget b\nfi\n";
        Map<String, String> before = new TreeMap<>(seg.before());
        before.put("test_tipc/prepare.sh", script);
        Imitation prepared = new Imitation(OfficialSuite.PADDLE_SEG, before, seg.after());

        assertThat(prepared.with("test_tipc/prepare.sh", script + "echo done\n").broken())
                .noneMatch(line -> line.contains("common-prepare-kept"));
        assertThat(prepared.with("test_tipc/prepare.sh", script.replace("\"fcn\"", "\"tinynet\""))
                        .broken())
                .contains("error common-prepare-kept test_tipc/prepare.sh: it prepared fcn, whose config is " + FCN_TIPC
                        + ", and does so no more");
    }

    @Test
    void a_config_is_deleted_that_others_take() {
        assertThat(contribution().without(FCN).broken())
                .contains(
                        "error common-config-bases configs/fcn/fcn_large.yml: it builds on ./fcn.yml, which is not there",
                        "warning common-tipc-plan " + FCN_TIPC + ": it names the config " + FCN
                                + ", which the change takes away",
                        "warning common-document-links " + FCN_README
                                + ": the link leads to fcn.yml, which is not there");
    }

    @Test
    void one_message_tells_of_all_configs_that_build_on_what_is_gone() {
        Imitation moved = contribution()
                .without("configs/_base_/cityscapes.yml")
                .with(
                        "configs/_base_/cities.yml",
                        Imitation.of(OfficialSuite.PADDLE_SEG).before().get("configs/_base_/cityscapes.yml"))
                .replacing("configs/tinynet/tinynet_cityscapes_64x32_1k.yml", "cityscapes.yml'", "cities.yml'")
                .with("configs/fcn/fcn_small.yml", "x: 1\n");
        Map<String, String> before = new TreeMap<>(moved.before());
        before.put("configs/unet/unet.yml", "_base_: '../_base_/cityscapes.yml'\n");

        assertThat(new Imitation(OfficialSuite.PADDLE_SEG, before, moved.after())
                        .with("configs/unet/unet.yml", before.get("configs/unet/unet.yml"))
                        .broken())
                .filteredOn(line -> line.contains("common-config-bases"))
                .containsExactly("error common-config-bases " + FCN
                        + ": it builds on ../_base_/cityscapes.yml (as 1 more configs do), which is not there");
    }

    @Test
    void rows_of_other_models_are_lost() {
        assertThat(contribution().replacing(LIST, "|FCN|61.3%|\n", "").broken())
                .contains("warning common-rows-kept " + LIST
                        + ": the row of FCN is gone, though the change is about another model");
        assertThat(contribution()
                        .replacing(LIST, "|UNet|60.2%|\n", "|U-Net|60.3%|\n")
                        .broken())
                .noneMatch(line -> line.contains("common-rows-kept"));
        assertThat(contribution()
                        .replacing(LIST, "|UNet|60.2%|\n", "")
                        .with(
                                FCN_README,
                                "# FCN\n\nTrained by [this config](fcn.yml).\n\n| Model | mIoU |\n|-|-|\n|UNet|60.2%|\n")
                        .broken())
                .noneMatch(line -> line.contains("common-rows-kept"));
    }

    @Test
    void a_whole_table_of_other_models_is_lost() {
        String rows = IntStream.range(0, 60)
                .mapToObj(i -> "|Net" + (100 + i) + "|60.1%|\n")
                .collect(Collectors.joining());
        Imitation seg = contribution();
        Map<String, String> before = new TreeMap<>(seg.before());
        before.put(LIST, before.get(LIST) + rows);
        Imitation lost = new Imitation(OfficialSuite.PADDLE_SEG, before, seg.after());

        assertThat(lost.with(LIST, seg.after().get(LIST) + rows).broken())
                .as("kept")
                .noneMatch(line -> line.contains("common-rows-kept"));
        assertThat(lost.broken())
                .filteredOn(line -> line.contains("common-rows-kept"))
                .containsExactly(
                        "warning common-rows-kept " + LIST + ": the rows of Net100, Net101, Net102 and 57 other"
                                + " models are gone, though the change is about another model");
        Map<String, String> translated = new TreeMap<>(before);
        translated.put("docs/models_cn.md", before.get(LIST));
        assertThat(new Imitation(OfficialSuite.PADDLE_SEG, translated, seg.after())
                        .with("docs/models_cn.md", before.get(LIST))
                        .broken())
                .as("its translation has them still")
                .anyMatch(line -> line.contains("common-rows-kept " + LIST));
        assertThat(lost.with("docs/results.md", "# Results\n\n| Model | mIoU |\n|-|-|\n" + rows)
                        .broken())
                .as("moved to another document")
                .noneMatch(line -> line.contains("common-rows-kept"));
        assertThat(lost.with(
                                LIST,
                                seg.after().get(LIST) + "\n"
                                        + rows.replace("|Net", "- Net").replace("|", " "))
                        .broken())
                .as("a list now")
                .noneMatch(line -> line.contains("common-rows-kept"));
        assertThat(lost.with(
                                LIST,
                                seg.after().get(LIST)
                                        + rows.replace("|Net", "|Net-").replace("60.1", "60.10"))
                        .broken())
                .as("written otherwise")
                .noneMatch(line -> line.contains("common-rows-kept"));
    }

    @Test
    void a_row_with_several_links_that_lead_nowhere_is_told_once() {
        assertThat(contribution()
                        .replacing(LIST, "|TinyNet|61.20%|", "|TinyNet [a]() [b]() [c]()|61.20%|")
                        .broken())
                .filteredOn(line -> line.contains("common-document-links"))
                .hasSize(1);
    }
}
