// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.suite.common.NameSite;

/**
 * Where configs of a suite name what is built of their sections.
 *
 * @param known sites whose parameters a rule of the suite's own looks at
 * @param others the other sites
 * @param given what its builders give by themselves
 */
record BuildSites(List<NameSite> known, List<NameSite> others, Set<String> given) {

    BuildSites(List<NameSite> known, List<NameSite> others) {
        this(known, others, Set.of());
    }

    BuildSites {
        known = List.copyOf(known);
        others = List.copyOf(others);
        given = Set.copyOf(given);
    }

    /** Get those of a suite; none where it builds no classes by configs. */
    static BuildSites of(OfficialSuite suite) {
        return switch (suite) {
            case PADDLE_CLAS ->
                others(
                        "Arch(\\.(Backbone|Neck|Head))?\\.name",
                        "(Loss|Metric)\\.(Train|Eval)\\.\\d+\\.(?<name>\\w+)",
                        "DataLoader\\.(\\w+\\.)+name",
                        "DataLoader\\.(\\w+\\.)+(batch_)?transform_ops\\.\\d+\\.(?<name>\\w+)",
                        "Infer\\.transforms\\.\\d+\\.(?<name>\\w+)",
                        "Infer\\.PostProcess\\.name");
            case PADDLE_DETECTION ->
                new BuildSites(
                        sites("(?<name>[A-Z]\\w*[a-z]\\w*)(?=\\.|$)"),
                        sites("\\w*Reader\\.(sample|batch)_transforms\\.\\d+\\.(?<name>[A-Z]\\w+)(?=\\.|$)"));
            case PADDLE_SEG ->
                new BuildSites(
                        sites(
                                "model(\\.backbone)?\\.type",
                                "loss\\.types\\.\\d+(\\.losses\\.\\d+)?\\.type",
                                "(train|val)_dataset(\\.transforms\\.\\d+)?\\.type"),
                        List.of());
            case PADDLE_OCR ->
                new BuildSites(
                        List.of(),
                        sites(
                                "Architecture(\\.Models\\.\\w+)?\\.(Transform|Backbone|Neck|Head)\\.name",
                                "(Loss|PostProcess|Metric)\\.name",
                                "(Train|Eval)\\.dataset\\.transforms\\.\\d+\\.(?<name>\\w+)"),
                        Set.of("in_channels", "out_channels", "out_channels_list"));
            case PADDLE_VIDEO ->
                new BuildSites(
                        sites("MODEL\\.(backbone|head)\\.name"),
                        sites(
                                "MODEL\\.(neck|head\\.loss)\\.name",
                                "DATASET\\.(train|valid|test)\\.format",
                                "PIPELINE\\.\\w+\\.(decode|sample|decode_sampler)\\.name",
                                "PIPELINE\\.\\w+\\.(transform|sample)\\.\\d+\\.(?<name>\\w+)",
                                "METRIC\\.name"),
                        Set.of("data_size", "batch_size", "world_size", "log_interval"));
            case PADDLE_GAN ->
                new BuildSites(
                        sites("model\\.(\\w+\\.)*\\w+\\.name"),
                        sites(
                                "model\\.name",
                                "dataset\\.(train|test)(\\.dataset)?\\.name",
                                "dataset\\.(train|test)(\\.dataset)?\\.preprocess\\.\\d+\\.name",
                                "validate\\.metrics\\.\\w+\\.name"));
            case PADDLE_REC -> new BuildSites(List.of(), List.of());
        };
    }

    /** Get all sites. */
    List<NameSite> all() {
        List<NameSite> all = new ArrayList<>(known);
        all.addAll(others);
        return all;
    }

    private static BuildSites others(String... ways) {
        return new BuildSites(List.of(), sites(ways));
    }

    private static List<NameSite> sites(String... ways) {
        return List.of(ways).stream().map(NameSite::of).toList();
    }
}
