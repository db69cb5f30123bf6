// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;
import org.tipcjunit.merge.suite.common.ConfigNamesJudge;
import org.tipcjunit.merge.suite.common.ImportedJudge;
import org.tipcjunit.merge.suite.common.NameSite;
import org.tipcjunit.merge.suite.common.PaddleNames;
import org.tipcjunit.merge.suite.common.PreparedConfigs;
import org.tipcjunit.merge.suite.common.SectionsJudge;

/**
 * The judges of PaddleOCR.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class OcrJudges implements SuiteJudges {

    /** Parts of algorithms, and what reads and prepares data for them. */
    private static final Set<String> IMPORTED = Stream.concat(
                    OcrAlgorithms.COMPONENTS.stream(), Stream.of("operator", "dataset"))
            .collect(Collectors.toUnmodifiableSet());

    private static final List<NameSite> NAMES = List.of(
            NameSite.of("Architecture(\\.Models\\.\\w+)?\\.(Transform|Backbone|Neck|Head)\\.name"),
            NameSite.of("(Loss|PostProcess|Metric)\\.name"),
            NameSite.of("(Train|Eval)\\.dataset\\.name"),
            NameSite.of("(Train|Eval)\\.dataset\\.transforms\\.\\d+\\.(?<name>\\w+)"));

    private static List<NameSite> names(PaddleNames paddle) {
        List<NameSite> sites = new ArrayList<>(NAMES);
        sites.add(NameSite.of("Optimizer\\.name"));
        sites.add(NameSite.of("Optimizer\\.lr\\.name", paddle.schedules()));
        sites.add(NameSite.of("Optimizer\\.regularizer\\.name", paddle.decays()));
        return sites;
    }

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.ofEntries(
                Map.entry("ocr-imported", new ImportedJudge(IMPORTED)),
                Map.entry("ocr-supported", new OcrSupported()),
                Map.entry("ocr-config-names", ConfigNamesJudge.names("config", names(PaddleNames.read()))),
                Map.entry(
                        "ocr-config-sections",
                        SectionsJudge.of(
                                "Global",
                                "Optimizer",
                                "Architecture",
                                "Loss",
                                "PostProcess",
                                "Metric",
                                "Train",
                                "Eval")),
                Map.entry(
                        "ocr-overview",
                        new OcrOverview(
                                List.of("doc/doc_ch/algorithm_overview.md", "docs/algorithm/overview.md"), false)),
                Map.entry(
                        "ocr-overview-en",
                        new OcrOverview(
                                List.of("doc/doc_en/algorithm_overview_en.md", "docs/algorithm/overview.en.md"), true)),
                Map.entry("ocr-document", new OcrDocument()),
                Map.entry("ocr-inference", new OcrInference()),
                Map.entry("ocr-tipc", new OcrTipc()),
                Map.entry("ocr-prepare", new PreparedConfigs()));
    }
}
