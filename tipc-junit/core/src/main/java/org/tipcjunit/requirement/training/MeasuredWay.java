// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.text.MetricVariant;
import org.tipcjunit.requirement.text.PlainLines;
import org.tipcjunit.requirement.text.PrintedMetric;
import org.tipcjunit.requirement.text.Readme;

/**
 * Whether a documented metric was measured in the way in which the evaluation measured it: a value of mirrored images, of averaged
 * weights or of other means of classes is not that of the plain metric, though both are printed under one name.
 *
 * @param metric the metric's name
 * @param documented the documented value
 * @param readme where it is documented
 */
record MeasuredWay(String metric, DocumentedMetric.Place documented, Readme readme) {

    /** Get a finding that cannot be judged where the ways differ; one that did not pass stays as it is. */
    Finding in(Finding finding, Evaluation evaluation) {
        if (finding.verdict() != Verdict.PASS) {
            return finding;
        }
        List<String> output = new PlainLines(evaluation.stage().output()).lines();
        Set<MetricVariant> asked =
                MetricVariant.inCommand(evaluation.stage().outcome().command().argv());
        Set<MetricVariant> said = EnumSet.noneOf(MetricVariant.class);
        said.addAll(asked);
        output.forEach(line -> said.addAll(MetricVariant.in(line)));
        Set<MetricVariant> unsaid = MetricVariant.unsaid(documented.variants(), said);
        if (!unsaid.isEmpty()) {
            return differing(
                    finding,
                    "the README documents a " + metric + " of " + MetricVariant.told(sorted(unsaid))
                            + ", of which the evaluation says nothing",
                    output);
        }
        Set<MetricVariant> others = EnumSet.noneOf(MetricVariant.class);
        others.addAll(documented.others());
        others.retainAll(asked);
        others.removeAll(documented.variants());
        return others.isEmpty()
                ? finding
                : differing(
                        finding,
                        "the evaluation was asked for a " + metric + " of " + MetricVariant.told(sorted(others))
                                + ", which the README documents in another column",
                        output);
    }

    private Finding differing(Finding finding, String summary, List<String> output) {
        String printed = PrintedMetric.in(output, metric).stream()
                .map(found -> output.get(found.line()).strip())
                .distinct()
                .collect(Collectors.joining("\n"));
        return finding.concluding(
                Verdict.CANNOT_JUDGE,
                summary,
                readme.file() + ":" + documented.line() + " documents: " + documented.source() + "\nthe evaluation printed: " + printed,
                "document what the evaluation prints, or evaluate in the documented way and let the script say so, under the"
                        + " name that the README has, such as '" + metric + " (flip): 0.97'");
    }

    private static List<MetricVariant> sorted(Set<MetricVariant> variants) {
        return variants.stream().sorted().toList();
    }
}
