// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.NetworkUse;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.RecordedProcess;

/** What the evaluation called: a metric says something only about the samples that the network saw, as it will be deployed. */
final class EvaluatedNetwork {

    private EvaluatedNetwork() {}

    /** Get a finding on the metric, held against how the network was called. */
    static Finding in(Finding metric, Evaluation evaluation) {
        Part called = called(evaluation);
        Finding measured = metric.plus(called.figures(), called.evidence());
        if (called.faults().isEmpty()) {
            return measured;
        }
        Fault fault = called.faults().get(0);
        return metric.verdict() == Verdict.PASS
                ? measured.concluding(
                        Verdict.FAIL, fault.summary(), fault.detail() + "\n" + metric.observed(), fault.remedy())
                : measured.concluding(
                        metric.verdict(),
                        metric.summary(),
                        metric.observed() + "\n" + fault.detail(),
                        metric.remedy() + "\n" + fault.remedy());
    }

    private static Part called(Evaluation evaluation) {
        List<Fault> faults = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Map<String, Long> samples = new LinkedHashMap<>();
        for (RecordedProcess process : evaluation.stage().recording().processes()) {
            Networks networks = process.networks();
            networks.first().forEach((number, state) -> networks.use(number).ifPresent(use -> {
                lines.add(state.layerClass() + ": " + Quantity.count(use.calls(), "call") + ", "
                        + Quantity.count(use.samples(), "sample")
                        + (use.trainingCalls() == 0 ? "" : ", " + use.trainingCalls() + " in training mode"));
                samples.merge(state.layerClass(), use.samples(), Long::sum);
                if (use.trainingCalls() > 0 && !use.active().isEmpty()) {
                    faults.add(inTraining(state.layerClass(), use));
                }
            }));
        }
        long most = samples.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new Part(
                faults,
                List.of(),
                List.of(Figure.of("samples that the evaluation ran the network on", most, "")),
                List.of(new TextEvidence("networks that the evaluation called", String.join("\n", lines))));
    }

    private static Fault inTraining(String layerClass, NetworkUse use) {
        Map<String, Long> active = use.active().stream()
                .collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        return new Fault(
                "the evaluation ran the network in training mode",
                use.trainingCalls() + " of " + Quantity.count(use.calls(), "call") + " of " + layerClass
                        + " in training mode, with "
                        + active.entrySet().stream()
                                .map(entry -> entry.getKey() + (entry.getValue() > 1 ? " x" + entry.getValue() : ""))
                                .collect(Collectors.joining(", "))
                        + " active: they drop at random, or take the statistics of the batch, which a deployed model does not",
                "call eval() on the network before evaluating it");
    }
}
