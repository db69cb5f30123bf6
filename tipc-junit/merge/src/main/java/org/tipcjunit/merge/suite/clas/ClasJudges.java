// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;
import org.tipcjunit.merge.suite.common.ConfigNamesJudge;
import org.tipcjunit.merge.suite.common.ImportedJudge;
import org.tipcjunit.merge.suite.common.NameSite;

/**
 * The judges of PaddleClas.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ClasJudges implements SuiteJudges {

    private static final List<NameSite> COMPONENTS = List.of(
            NameSite.of("(Loss|Metric)\\.(Train|Eval)\\.\\d+\\.(?<name>\\w+)"),
            NameSite.of("DataLoader\\.(Train|Eval)\\.dataset\\.name"));

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.ofEntries(
                Map.entry(
                        "clas-imported",
                        new ImportedJudge(
                                Set.of("backbone", "variant", "gear", "loss", "metric", "postprocess", "dataset"))),
                Map.entry("clas-arch", new ClasArch()),
                Map.entry("clas-config", new ClasConfig()),
                Map.entry("clas-config-name", new ClasConfigName()),
                Map.entry("clas-components", ConfigNamesJudge.names("config", COMPONENTS)),
                Map.entry("clas-class-num", new ClasClassNumber()),
                Map.entry("clas-pretrained", new ClasPretrained()),
                Map.entry("clas-document", new ClasDocument()),
                Map.entry("clas-model-list", new ClasModelList()),
                Map.entry("clas-tipc", new ClasTipc()),
                Map.entry("clas-tipc-name", new ClasTipcName()));
    }
}
