// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.suite.common.ConfigNamesJudge;
import org.tipcjunit.merge.suite.common.ImportedJudge;
import org.tipcjunit.merge.suite.common.NameSite;
import org.tipcjunit.merge.suite.common.PaddleNames;
import org.tipcjunit.merge.suite.common.RegisteredJudge;
import org.tipcjunit.merge.suite.common.SectionsJudge;
import org.tipcjunit.merge.suite.common.UsedJudge;

/**
 * The judges of PaddleGAN.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class GanJudges implements SuiteJudges {

    private static final Set<String> MODULES = Set.of("generator", "discriminator", "model", "criterion", "dataset");
    private static final List<NameSite> NAMES = List.of(
            NameSite.of("model(\\.\\w+)*\\.name"),
            NameSite.of("dataset\\.(train|test)(\\.dataset)?\\.name"),
            NameSite.of("dataset\\.(train|test)(\\.dataset)?\\.preprocess\\.\\d+\\.name"),
            NameSite.of("validate\\.metrics\\.\\w+\\.name"));

    private static final List<NameSite> NETWORKS = List.of(NameSite.of("model\\.(\\w+\\.)*\\w+\\.name"));

    private static List<NameSite> names(PaddleNames paddle) {
        List<NameSite> sites = new ArrayList<>(NAMES);
        sites.add(NameSite.of("optimizer(\\.\\w+)?\\.name", paddle.optimizers()));
        sites.add(NameSite.of("lr_scheduler(\\.\\w+)?\\.name", paddle.schedules()));
        sites.add(NameSite.of(
                "dataset\\.(train|test)(\\.dataset)?\\.preprocess\\.\\d+\\.pipeline\\.\\d+\\.name",
                paddle.transforms()));
        return sites;
    }

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.ofEntries(
                Map.entry("gan-imported", new ImportedJudge(MODULES)),
                Map.entry("gan-registered", new RegisteredJudge(MODULES, Set.of("register"), NAMES)),
                Map.entry(
                        "gan-used",
                        new UsedJudge(Set.of("generator", "model", "dataset"), PathPattern.of("configs/**/*.yaml"))),
                Map.entry("gan-config-names", ConfigNamesJudge.names("config", names(PaddleNames.read()))),
                Map.entry("gan-config-parameters", ConfigNamesJudge.parameters("config", NETWORKS, Set.of("name"))),
                Map.entry(
                        "gan-config-sections",
                        SectionsJudge.ofWhole(
                                "output_dir",
                                "model",
                                "dataset",
                                "lr_scheduler",
                                "optimizer",
                                "log_config",
                                "snapshot_config",
                                "total_iters | epochs")),
                Map.entry("gan-config-export", new GanExport()),
                Map.entry("gan-tutorial-zh", new GanTutorial("docs/zh_CN/tutorials/")),
                Map.entry("gan-tutorial-en", new GanTutorial("docs/en_US/tutorials/")),
                Map.entry("gan-readme", new GanReadme()),
                Map.entry("gan-tipc", new GanTipc()),
                Map.entry("gan-tipc-prepare", new GanPrepare()),
                Map.entry("gan-inference", new GanInference()));
    }
}
