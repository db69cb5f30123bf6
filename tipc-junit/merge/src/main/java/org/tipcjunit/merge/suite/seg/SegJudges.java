// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;
import org.tipcjunit.merge.suite.common.ConfigNamesJudge;
import org.tipcjunit.merge.suite.common.FileJudge;
import org.tipcjunit.merge.suite.common.ImportedJudge;
import org.tipcjunit.merge.suite.common.NameSite;
import org.tipcjunit.merge.suite.common.PaddleNames;
import org.tipcjunit.merge.suite.common.RegisteredJudge;

/**
 * The judges of PaddleSeg.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class SegJudges implements SuiteJudges {

    private static final Set<String> COMPONENTS = Set.of("model", "backbone", "loss", "dataset");

    private static final List<NameSite> SITES = List.of(
            NameSite.of("model(\\.backbone)?\\.type"),
            NameSite.of("loss\\.types\\.\\d+(\\.losses\\.\\d+)?\\.type"),
            NameSite.of("(train|val)_dataset(\\.transforms\\.\\d+)?\\.type"));

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.ofEntries(
                Map.entry("seg-imported", new ImportedJudge(COMPONENTS)),
                Map.entry("seg-registered", new RegisteredJudge(COMPONENTS, Set.of("add_component"), SITES)),
                Map.entry("seg-config", new SegConfig()),
                Map.entry("seg-config-sections", new SegSections()),
                Map.entry("seg-config-name", new SegConfigName()),
                Map.entry("seg-config-names", ConfigNamesJudge.names("config", names(PaddleNames.read()))),
                Map.entry("seg-config-parameters", ConfigNamesJudge.parameters("config", SITES, Set.of("type"))),
                Map.entry("seg-readme", new FileJudge(Set.of("config"), SegJudges::readme)),
                Map.entry("seg-readme-table", new SegReadmeTable()),
                Map.entry("seg-readme-reference", new SegReference()),
                Map.entry("seg-super", new SegSuper()),
                Map.entry("seg-docstring", new SegDocstring()),
                Map.entry(
                        "seg-backbone-channels", new SegComponents("backbone", Set.of("in_channels", "feat_channels"))),
                Map.entry("seg-loss-ignores", new SegComponents("loss", Set.of("ignore_index"))),
                Map.entry("seg-tipc", new SegTipc()));
    }

    private static List<NameSite> names(PaddleNames paddle) {
        // Its builder takes these two in small letters, and older ones have no classes of their own.
        Set<String> optimizers = new HashSet<>(paddle.optimizers());
        optimizers.addAll(Set.of("sgd", "adam"));
        List<NameSite> sites = new ArrayList<>(SITES);
        sites.add(NameSite.of("optimizer\\.type", optimizers));
        sites.add(NameSite.of("(lr_scheduler|learning_rate\\.decay)\\.type", schedules(paddle)));
        return sites;
    }

    private static Set<String> schedules(PaddleNames paddle) {
        Set<String> schedules = new HashSet<>(paddle.schedules());
        schedules.addAll(Set.of("poly", "piecewise"));
        return schedules;
    }

    /** Shared parts of configs have no README of their own. */
    private static List<String> readme(AddedPart config) {
        boolean shared =
                config.folderName().startsWith("_") || config.folderName().equals("quick_start");
        return shared
                ? List.of()
                : List.of(
                        config.folder() + "/README.md",
                        config.folder() + "/README_CN.md",
                        config.folder() + "/README_cn.md");
    }
}
