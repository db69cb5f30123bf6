// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

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
import org.tipcjunit.merge.suite.common.FileJudge;
import org.tipcjunit.merge.suite.common.ImportedJudge;
import org.tipcjunit.merge.suite.common.NameSite;
import org.tipcjunit.merge.suite.common.PaddleNames;
import org.tipcjunit.merge.suite.common.RegisteredJudge;
import org.tipcjunit.merge.suite.common.UsedJudge;

/**
 * The judges of PaddleDetection.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class DetectionJudges implements SuiteJudges {

    private static final Set<String> MODULES =
            Set.of("architecture", "backbone", "neck", "head", "loss", "transformer", "assigner", "dataset");
    private static final Set<String> REGISTERED =
            Set.of("architecture", "backbone", "neck", "head", "loss", "transformer");
    private static final PathPattern CONFIGS = PathPattern.of("configs/**/*.yml");

    private static final List<NameSite> SECTIONS = List.of(NameSite.of("(?<name>[A-Z]\\w*[a-z]\\w*)(?=\\.|$)"));
    private static final List<NameSite> NAMES = List.of(
            NameSite.of("architecture"),
            NameSite.of("\\w*Reader\\.(sample|batch)_transforms\\.\\d+\\.(?<name>[A-Z]\\w+)(?=\\.|$)"));

    private static final List<NameSite> REGISTRY = List.of(SECTIONS.get(0), NAMES.get(0));

    private static List<NameSite> names(PaddleNames paddle) {
        List<NameSite> sites = new ArrayList<>(NAMES);
        sites.add(NameSite.of("OptimizerBuilder\\.optimizer\\.type", paddle.optimizers()));
        sites.add(NameSite.of("LearningRate\\.schedulers\\.\\d+\\.name"));
        return sites;
    }

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.ofEntries(
                Map.entry("detection-imported", new ImportedJudge(MODULES)),
                Map.entry("detection-registered", new RegisteredJudge(MODULES, Set.of("register"), REGISTRY)),
                Map.entry("detection-architecture-category", new ArchitectureCategory()),
                Map.entry("detection-backbone-shape", new BackboneShape()),
                Map.entry("detection-used", new UsedJudge(REGISTERED, CONFIGS)),
                Map.entry("detection-config-names", ConfigNamesJudge.names("config", names(PaddleNames.read()))),
                Map.entry("detection-config-sections", ConfigNamesJudge.names("config", SECTIONS)),
                Map.entry(
                        "detection-config-parameters", ConfigNamesJudge.parameters("config", SECTIONS, Set.of("name"))),
                Map.entry("detection-config-complete", new ConfigComplete()),
                Map.entry("detection-config-weights", new ConfigWeights()),
                Map.entry("detection-config-runtime", new ConfigRuntime()),
                Map.entry("detection-readme", new FileJudge(Set.of("config"), ConfigPlace::readmes)),
                Map.entry("detection-readme-row", new ReadmeRow()),
                Map.entry("detection-weights-link", new WeightsLink()),
                Map.entry("detection-model-zoo", new ModelZoo()),
                Map.entry("detection-tipc", new DetectionTipc()));
    }
}
