// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
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
import org.tipcjunit.merge.suite.common.PaddleNames;

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

    private static List<NameSite> names(PaddleNames paddle) {
        List<NameSite> sites = new ArrayList<>(COMPONENTS);
        sites.add(NameSite.of("Optimizer\\.name"));
        sites.add(NameSite.of("Optimizer\\.\\d+\\.(?<name>\\w+)"));
        sites.add(NameSite.of("Optimizer(\\.\\d+\\.\\w+)?\\.lr\\.name", paddle.schedules()));
        sites.add(NameSite.of("Optimizer(\\.\\d+\\.\\w+)?\\.regularizer\\.name", paddle.decays()));
        return sites;
    }

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
                Map.entry("clas-components", ConfigNamesJudge.names("config", names(PaddleNames.read()))),
                Map.entry("clas-class-num", new ClasClassNumber()),
                Map.entry("clas-pretrained", new ClasPretrained()),
                Map.entry("clas-document", new ClasDocument()),
                Map.entry("clas-model-list", new ClasModelList()),
                Map.entry("clas-tipc", new ClasTipc()),
                Map.entry("clas-tipc-name", new ClasTipcName()));
    }
}
