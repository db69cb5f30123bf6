// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;

/**
 * The judges of PaddleRec.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class RecJudges implements SuiteJudges {

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.ofEntries(
                Map.entry("rec-init", RecFile.of("__init__.py")),
                Map.entry("rec-net", RecFile.of("net.py")),
                Map.entry("rec-dygraph", RecFile.of("dygraph_model.py")),
                Map.entry("rec-static", RecFile.of("static_model.py")),
                Map.entry("rec-config", RecFile.of("config.yaml")),
                Map.entry("rec-config-bigdata", RecFile.of("config_bigdata.yaml")),
                Map.entry("rec-readme", RecFile.of("README.md", "readme.md", "Readme.md", "README_CN.md")),
                Map.entry("rec-net-layer", new RecLayer()),
                Map.entry("rec-dygraph-class", new RecDygraph()),
                Map.entry("rec-reader", new RecReader()),
                Map.entry("rec-names", new RecNames()),
                Map.entry("rec-bigdata-path", new RecBigData()),
                Map.entry("rec-save-path", new RecSavePath()),
                Map.entry("rec-sample-data", new RecSample()),
                Map.entry("rec-readme-sections", new RecSections()),
                Map.entry("rec-readme-bash", new RecBash()),
                Map.entry("rec-list-zh", new RecList("README_CN.md")),
                Map.entry("rec-list-en", new RecList("README_EN.md")),
                Map.entry("rec-list-order", new RecOrder()),
                Map.entry("rec-document", new RecDocument()),
                Map.entry("rec-document-index", new RecIndex()),
                Map.entry("rec-tipc", new RecTipc()),
                Map.entry("rec-tipc-modes", new RecModes()),
                Map.entry("rec-tipc-prepare", new RecPrepare()));
    }
}
