// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.video;

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
import org.tipcjunit.merge.suite.common.PreparedConfigs;
import org.tipcjunit.merge.suite.common.RegisteredJudge;
import org.tipcjunit.merge.suite.common.SectionsJudge;

/**
 * The judges of PaddleVideo.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class VideoJudges implements SuiteJudges {

    private static final List<NameSite> PARTS = List.of(NameSite.of("MODEL\\.(backbone|head)\\.name"));

    private static final List<NameSite> NAMES = List.of(
            NameSite.of("MODEL\\.framework"),
            NameSite.of("MODEL\\.(backbone|head|neck|head\\.loss)\\.name"),
            NameSite.of("DATASET\\.(train|valid|test)\\.format"),
            NameSite.of("METRIC\\.name"));

    private static List<NameSite> names(PaddleNames paddle) {
        List<NameSite> sites = new ArrayList<>(NAMES);
        sites.add(NameSite.of("OPTIMIZER\\.name", paddle.optimizers()));
        sites.add(NameSite.of("OPTIMIZER(\\.learning_rate)+\\.name", paddle.schedules()));
        sites.add(NameSite.of("PIPELINE\\.\\w+\\.(decode|sample|decode_sampler)\\.name"));
        sites.add(NameSite.of("PIPELINE\\.\\w+\\.(transform|sample)\\.\\d+\\.(?<name>\\w+)"));
        return sites;
    }

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.ofEntries(
                Map.entry(
                        "video-imported",
                        new ImportedJudge(
                                Set.of("backbone", "head", "framework", "loss", "dataset", "pipeline", "metric"))),
                Map.entry(
                        "video-registered",
                        new RegisteredJudge(
                                Set.of("backbone", "head", "framework", "loss", "dataset", "pipeline", "metric"),
                                Set.of("register"),
                                NAMES)),
                Map.entry("video-config", new VideoConfig()),
                Map.entry("video-config-names", ConfigNamesJudge.names("config", names(PaddleNames.read()))),
                Map.entry("video-config-parameters", ConfigNamesJudge.parameters("config", PARTS, Set.of("name"))),
                Map.entry(
                        "video-config-sections",
                        SectionsJudge.of("MODEL", "DATASET", "PIPELINE", "OPTIMIZER", "METRIC", "model_name")),
                Map.entry("video-document", new VideoDocument("docs/zh-CN/**/*.md")),
                Map.entry("video-document-en", new VideoDocument("docs/en/**/*.md")),
                Map.entry("video-inference", new VideoInference()),
                Map.entry("video-tipc", new VideoTipc()),
                Map.entry("video-prepare", new PreparedConfigs()));
    }
}
