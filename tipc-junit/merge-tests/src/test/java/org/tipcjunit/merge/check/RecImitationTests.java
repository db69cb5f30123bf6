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

/** A contribution to a repository in the shape of PaddleRec, whole and with one thing left out. */
@NeedsPython
class RecImitationTests {

    private static final String FOLDER = "models/rank/tinyrec/";
    private static final String TIPC = "test_tipc/configs/tinyrec/train_infer_python.txt";
    private static final String PREPARE = "test_tipc/prepare.sh";

    static Imitation contribution() {
        Map<String, String> before = new TreeMap<>();
        before.put("README_CN.md", "| 排序 | [DNN](models/rank/dnn/) |\n");
        before.put("README_EN.md", "| Rank | [DNN](models/rank/dnn/) |\n");
        before.put(PREPARE, "if [ ${model_name} == \"dnn\" ]; then\n    wget data\nfi\n");
        before.put("doc/source/models/index.rst", "   rank/dnn.md\n");
        before.put("models/rank/dnn/net.py", "class DNNLayer(nn.Layer):\n    pass\n");
        Map<String, String> after = new TreeMap<>(before);
        after.put("README_CN.md", before.get("README_CN.md") + "| 排序 | [TinyRec](models/rank/tinyrec/) |\n");
        after.put("README_EN.md", before.get("README_EN.md") + "| Rank | [TinyRec](models/rank/tinyrec/) |\n");
        after.put(PREPARE, "if [ ${model_name} == \"tinyrec\" ]; then\n    wget data\nfi\n");
        after.put("doc/source/models/index.rst", "   rank/dnn.md\n   rank/tinyrec.md\n");
        after.put("doc/source/models/rank/tinyrec.md", "# tinyrec (A paper)\n\n简介\n");
        after.put(FOLDER + "__init__.py", Imitation.COPYRIGHT);
        after.put(
                FOLDER + "net.py",
                Imitation.COPYRIGHT
                        + "import paddle.nn as nn\n\n\nclass TinyLayer(nn.Layer):\n    def forward(self, x):\n        return x\n");
        after.put(FOLDER + "static_model.py", Imitation.COPYRIGHT + "class StaticModel():\n    pass\n");
        after.put(FOLDER + "tinyrec_reader.py", Imitation.COPYRIGHT + "class RecDataset:\n    pass\n");
        StringBuilder dygraph = new StringBuilder(Imitation.COPYRIGHT + "class DygraphModel():\n");
        for (String method :
                new String[] {"create_model", "create_optimizer", "create_metrics", "train_forward", "infer_forward"}) {
            dygraph.append("    def ").append(method).append("(self, config):\n        pass\n");
        }
        after.put(FOLDER + "dygraph_model.py", dygraph.toString());
        after.put(FOLDER + "config.yaml", config("data/sample_data/train", "output_model_tinyrec"));
        after.put(FOLDER + "config_bigdata.yaml", config("../../../datasets/tiny/train", "output_model_tinyrec_all"));
        after.put(FOLDER + "data/sample_data/train/sample.txt", "0 1\n");
        after.put(
                FOLDER + "README.md",
                "# tinyrec\n## 模型简介\n简介\n## 数据准备\n样例数据\n## 运行环境\n飞桨\n## 快速开始\n```bash\ncd .\n```\n## 模型组网\n## 效果复现\n");
        after.put(
                TIPC,
                Imitation.tipc(
                        "model_name:tinyrec",
                        "runner.epochs:lite_train_lite_infer=1|lite_train_whole_infer=1|whole_train_whole_infer=2"));
        return new Imitation(OfficialSuite.PADDLE_REC, before, after);
    }

    private static String config(String data, String saved) {
        return "runner:\n  train_data_dir: \"" + data
                + "\"\n  train_reader_path: \"tinyrec_reader\"\n  infer_reader_path: \"tinyrec_reader\"\n  model_save_path: \""
                + saved + "\"\n";
    }

    @Test
    void a_whole_contribution_is_ready() {
        assertThat(contribution().report().isReady()).isTrue();
        assertThat(contribution().broken()).allMatch(line -> line.contains("common-tipc-"));
    }

    @ParameterizedTest
    @CsvSource({
        "net.py, rec-net",
        "dygraph_model.py, rec-dygraph",
        "config.yaml, rec-config",
        "config_bigdata.yaml, rec-config-bigdata",
        "README.md, rec-readme",
        "tinyrec_reader.py, rec-reader",
        "data/sample_data/train/sample.txt, rec-sample-data"
    })
    void a_file_that_the_guide_demands(String file, String rule) {
        assertThat(contribution().without(FOLDER + file).broken())
                .anyMatch(line -> line.startsWith("error " + rule + " " + FOLDER));
    }

    @Test
    void a_config_that_is_wrong() {
        assertThat(contribution()
                        .replacing(FOLDER + "config_bigdata.yaml", "../../../datasets", "data")
                        .broken())
                .anyMatch(line -> line.contains("rec-bigdata-path " + FOLDER + "config_bigdata.yaml"));
        assertThat(contribution()
                        .replacing(FOLDER + "config_bigdata.yaml", "tinyrec_all", "tinyrec")
                        .broken())
                .anyMatch(line -> line.contains("rec-save-path " + FOLDER
                        + "config_bigdata.yaml: the models are saved to output_model_tinyrec"));
    }

    @Test
    void code_that_the_trainer_cannot_call() {
        assertThat(contribution()
                        .replacing(FOLDER + "dygraph_model.py", "train_forward", "forward")
                        .broken())
                .contains("error rec-dygraph-class " + FOLDER + "dygraph_model.py: the file lacks: train_forward");
        assertThat(contribution()
                        .replacing(FOLDER + "net.py", "nn.Layer", "object")
                        .broken())
                .anyMatch(line -> line.contains("rec-net-layer " + FOLDER + "net.py"));
    }

    @Test
    void lists_and_tipc_that_do_not_know_the_model() {
        assertThat(contribution().replacing("README_CN.md", "tinyrec", "other").broken())
                .anyMatch(line ->
                        line.contains("rec-list-zh README_CN.md: README_CN.md does not link models/rank/tinyrec"));
        assertThat(contribution().replacing("README_EN.md", "tinyrec", "other").broken())
                .anyMatch(line -> line.contains("rec-list-en README_EN.md"));
        assertThat(contribution().without(TIPC).broken())
                .contains("error rec-tipc " + TIPC + ": " + TIPC + " is missing");
        assertThat(contribution().replacing(PREPARE, "tinyrec", "dnn").broken())
                .anyMatch(line -> line.contains("rec-tipc-prepare " + PREPARE));
    }
}
