// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.merge.rule.OfficialSuite;

/** A contribution to a repository in the shape of PaddleOCR, whole and with one thing left out. */
@NeedsPython
class OcrImitationTests {

    private static final String MODULE = "ppocr/modeling/heads/det_tiny_head.py";
    private static final String INIT = "ppocr/modeling/heads/__init__.py";
    private static final String CONFIG = "configs/det/det_r18_tiny.yml";
    private static final String OVERVIEW = "doc/doc_ch/algorithm_overview.md";
    private static final String ENGLISH = "doc/doc_en/algorithm_overview_en.md";
    private static final String DOCUMENT = "doc/doc_ch/algorithm_det_tinydet.md";
    private static final String SCRIPT = "tools/infer/predict_det.py";
    private static final String TIPC = "test_tipc/configs/det_r18_tiny/train_infer_python.txt";

    private static final String BUILD = """
            def build_head(config):
                from .det_db_head import DBHead
                support_dict = ['DBHead']
            """;

    static Imitation contribution() {
        Map<String, String> before = new TreeMap<>();
        before.put(INIT, BUILD);
        before.put("ppocr/modeling/heads/det_db_head.py", "class DBHead:\n    pass\n");
        before.put("ppocr/optimizer/optimizer.py", "class Adam:\n    pass\n");
        before.put("ppocr/losses/det_db_loss.py", "class DBLoss:\n    pass\n");
        before.put("ppocr/postprocess/db_postprocess.py", "class DBPostProcess:\n    pass\n");
        before.put("ppocr/metrics/det_metric.py", "class DetMetric:\n    pass\n");
        before.put("ppocr/data/simple_dataset.py", "class SimpleDataSet:\n    pass\n");
        before.put(OVERVIEW, "# 算法\n\n- [x]  DB\n");
        before.put(ENGLISH, "# Algorithms\n\n- [x]  DB\n");
        before.put(SCRIPT, "if algorithm == 'DB':\n    pass\n");
        before.put("test_tipc/prepare.sh", "if [ ${model_name} == \"det_db\" ]; then\n    wget db\nfi\n");
        Map<String, String> after = new TreeMap<>(before);
        after.put(
                INIT,
                BUILD.replace("DBHead\n", "DBHead\n    from .det_tiny_head import TinyHead\n")
                        .replace("['DBHead']", "['DBHead', 'TinyHead']"));
        after.put(
                MODULE,
                Imitation.COPYRIGHT
                        + "from paddle import nn\n\n\nclass TinyHead(nn.Layer):\n    def forward(self, x):\n        return x\n");
        after.put(CONFIG, """
                Global:
                  epoch_num: 1
                Optimizer:
                  name: Adam
                Architecture:
                  model_type: det
                  algorithm: TinyDet
                  Head:
                    name: TinyHead
                Loss:
                  name: DBLoss
                PostProcess:
                  name: DBPostProcess
                Metric:
                  name: DetMetric
                Train:
                  dataset:
                    name: SimpleDataSet
                Eval:
                  dataset:
                    name: SimpleDataSet
                """);
        after.put(OVERVIEW, before.get(OVERVIEW) + "- [x]  [TinyDet](./algorithm_det_tinydet.md)\n");
        after.put(ENGLISH, before.get(ENGLISH) + "- [x]  TinyDet\n");
        after.put(DOCUMENT, "# TinyDet\n\n简介\n");
        after.put(SCRIPT, before.get(SCRIPT) + "if algorithm == 'TinyDet':\n    pass\n");
        after.put(TIPC, Imitation.tipc("model_name:det_r18_tiny"));
        after.put("test_tipc/prepare.sh", "if [ ${model_name} == \"det_r18_tiny\" ]; then\n    wget tiny\nfi\n");
        return new Imitation(OfficialSuite.PADDLE_OCR, before, after);
    }

    @Test
    void a_whole_contribution_is_ready() {
        assertThat(contribution().report().isReady()).isTrue();
        assertThat(contribution().broken()).allMatch(line -> line.contains("common-tipc-"));
    }

    @Test
    void a_class_that_no_config_can_name() {
        assertThat(contribution()
                        .replacing(INIT, "    from .det_tiny_head import TinyHead\n", "")
                        .broken())
                .contains("error ocr-imported " + MODULE + ": the module det_tiny_head is not imported in " + INIT
                        + ", so that no config can name it");
        assertThat(contribution().replacing(INIT, ", 'TinyHead'", "").broken())
                .contains("error ocr-supported " + INIT + ": " + INIT
                        + " lists no class of the module det_tiny_head: TinyHead");
    }

    @Test
    void a_config_that_is_wrong() {
        assertThat(contribution()
                        .replacing(CONFIG, "name: DBLoss", "name: DbLoss")
                        .broken())
                .contains("error ocr-config-names " + CONFIG
                        + ": neither ppocr nor Paddle (2.0 to 3.3) has what is called DbLoss here");
        assertThat(contribution().replacing(CONFIG, "Metric:\n", "Metrics:\n").broken())
                .contains("error ocr-config-sections " + CONFIG + ": the config lacks: Metric");
    }

    @Test
    void what_a_new_algorithm_has_besides() {
        assertThat(contribution()
                        .replacing(OVERVIEW, "- [x]  [TinyDet](./algorithm_det_tinydet.md)\n", "")
                        .without(DOCUMENT)
                        .broken())
                .contains(
                        "warning ocr-overview " + OVERVIEW + ": the overview in Chinese does not speak of TinyDet",
                        "warning ocr-document " + DOCUMENT + ": no document algorithm_*.md speaks of TinyDet");
        assertThat(contribution()
                        .replacing(ENGLISH, "- [x]  TinyDet\n", "")
                        .replacing(SCRIPT, "TinyDet", "Other")
                        .without(TIPC)
                        .broken())
                .contains(
                        "warning ocr-overview-en " + ENGLISH + ": the overview in English does not speak of TinyDet",
                        "warning ocr-inference " + SCRIPT + ": " + SCRIPT + " does not know the algorithm TinyDet",
                        "hint ocr-tipc " + TIPC + ": nothing below test_tipc/configs speaks of TinyDet");
        assertThat(contribution()
                        .replacing("test_tipc/prepare.sh", "det_r18_tiny", "det_r18_other")
                        .broken())
                .contains(
                        "hint ocr-prepare test_tipc/prepare.sh: test_tipc/prepare.sh does nothing for det_r18_tiny in the mode lite_train_lite_infer: no branch that does anything is taken for this name");
    }
}
