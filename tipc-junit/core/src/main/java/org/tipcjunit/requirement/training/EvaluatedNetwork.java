// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.NetworkState;
import org.tipcjunit.recording.NetworkUse;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;

/** What the evaluation called: a metric says something only about the samples that the network saw, as it will be deployed. */
final class EvaluatedNetwork {

    private static final String STATISTICS = "running statistics that change";
    private static final String REACH = "look at what reads and prepares the data: each sample must reach the network";

    /** The name of the figure that says of how many samples the metric is, at most. */
    static final String SAMPLES = "samples that the evaluation ran the network on";

    /** Of so many samples fewer than one in {@link #FEWER} is different where a data set is not read as it should be. */
    private static final int FEW = 16;

    private static final int FEWER = 4;

    /** The recorder tells no more apart. */
    private static final int MOST_TOLD = 65_536;

    private EvaluatedNetwork() {}

    /** Get a finding on the metric, held against how the network was called. */
    static Finding in(Finding metric, Evaluation evaluation) {
        Part called = called(evaluation);
        Finding measured = metric.plus(called.figures(), called.evidence());
        if (called.faults().isEmpty()) {
            return metric.verdict() == Verdict.PASS && !called.unjudged().isEmpty()
                    ? concluding(measured, called.unjudged().get(0))
                    : measured;
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

    private static Finding concluding(Finding measured, Fault unjudged) {
        return measured.concluding(
                Verdict.CANNOT_JUDGE,
                unjudged.summary(),
                unjudged.detail() + "\n" + measured.observed(),
                unjudged.remedy());
    }

    private static Part called(Evaluation evaluation) {
        List<Fault> faults = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Map<String, Long> samples = new LinkedHashMap<>();
        List<NetworkUse> uses = new ArrayList<>();
        for (RecordedProcess process : evaluation.stage().recording().processes()) {
            Optional.ofNullable(process.properties().get(Recorder.COUNTED_NOTE))
                    .ifPresent(counted -> faults.add(countedBefore(counted)));
            Networks networks = process.networks();
            networks.first().forEach((number, state) -> networks.use(number).ifPresent(use -> {
                lines.add(state.layerClass() + ": " + Quantity.count(use.calls(), "call") + ", "
                        + Quantity.count(use.samples(), "sample")
                        + (use.different() == use.samples() ? "" : ", " + use.different() + " of them different")
                        + (use.trainingCalls() == 0 ? "" : ", " + use.trainingCalls() + " in training mode"));
                samples.merge(state.layerClass(), use.samples(), Long::sum);
                uses.add(use);
                List<String> active = new ArrayList<>(use.active());
                if (movesStatistics(networks.statesOf(number))) {
                    active.add(STATISTICS);
                }
                if (use.raised() > 0) {
                    faults.add(raised(state.layerClass(), use));
                } else if (use.trainingCalls() > 0 && !active.isEmpty()) {
                    faults.add(inTraining(state.layerClass(), use, active));
                }
            }));
        }
        long most = samples.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new Part(
                faults,
                isOneSample(uses) ? List.of(oneSample(uses, most)) : few(evaluation),
                List.of(Figure.of(SAMPLES, most, "")),
                List.of(new TextEvidence("networks that the evaluation called", String.join("\n", lines))));
    }

    /** Whether buffers became others while the trainable tensors stayed: statistics of the batch went into them. */
    private static boolean movesStatistics(List<NetworkState> states) {
        return IntStream.range(1, states.size()).anyMatch(i -> {
            NetworkState before = states.get(i - 1);
            NetworkState after = states.get(i);
            return before.weightDigests().keySet().equals(after.weightDigests().keySet())
                    && before.trainable().stream()
                            .allMatch(key -> Objects.equals(
                                    before.weightDigests().get(key),
                                    after.weightDigests().get(key)));
        });
    }

    /** Whether the networks ran on nothing but one sample several times, or one number. */
    private static boolean isOneSample(List<NetworkUse> uses) {
        return uses.stream().allMatch(use -> use.different() <= 1)
                && uses.stream().anyMatch(use -> use.samples() > use.different());
    }

    private static Fault oneSample(List<NetworkUse> uses, long samples) {
        boolean one = uses.stream().anyMatch(use -> use.different() > 0);
        return new Fault(
                one
                        ? "the evaluation gave the network the same input again and again"
                        : "the evaluation gave the network inputs of one number only",
                (one ? "1 different input" : "no input of different numbers") + " among "
                        + Quantity.count(samples, "sample"),
                REACH);
    }

    /** A pass over a data set that gives one of a few samples whatever it is asked for; a script may rightly make several passes. */
    private static List<Fault> few(Evaluation evaluation) {
        List<Fault> faults = new ArrayList<>();
        for (RecordedProcess process : evaluation.stage().recording().processes()) {
            List<String> lines = process.lines(Recorder.ROWS_NOTE).toList();
            for (int network = 0; network < lines.size(); network++) {
                String[] counts = lines.get(network).split(" ", -1);
                long once = Long.parseLong(counts[0]);
                if (once > 0 && lines.size() == 1 && counts[1].equals("0")) {
                    once = Math.max(once, ReadBatches.samples(process));
                }
                Optional<NetworkUse> use = process.networks().use(network);
                int different = use.map(NetworkUse::different).orElse(0);
                if (different > 1 && different < MOST_TOLD && once >= FEW && different <= once / FEWER) {
                    faults.add(new Fault(
                            "the evaluation gave the network few different inputs",
                            Quantity.count(different, "different input") + " among " + Quantity.count(once, "sample"),
                            REACH));
                }
            }
        }
        return faults;
    }

    private static Fault raised(String layerClass, NetworkUse use) {
        return new Fault(
                use.raised() == use.calls()
                        ? "every call of the network raised an exception"
                        : "calls of the network raised an exception",
                use.raised() + " of " + Quantity.count(use.calls(), "call") + " of " + layerClass
                        + " ended with an exception that the evaluation survived",
                "let no except clause hide it: an evaluation that goes on has not seen all samples");
    }

    /** Metrics of static graphs count in variables that are saved and loaded together with the weights. */
    private static Fault countedBefore(String samples) {
        return new Fault(
                "the metric counts samples from before the evaluation",
                "the variables of its AUC held " + samples
                        + " samples when the program was first run: those of the training, which saved them beside the weights",
                "set the variables that paddle.static.auc returns to 0 after loading the weights");
    }

    private static Fault inTraining(String layerClass, NetworkUse use, List<String> names) {
        Map<String, Long> active =
                names.stream().collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        return new Fault(
                "the evaluation ran the network in training mode",
                use.trainingCalls() + " of " + Quantity.count(use.calls(), "call") + " of " + layerClass
                        + " in training mode, with "
                        + active.entrySet().stream()
                                .map(entry -> entry.getKey() + (entry.getValue() > 1 ? " x" + entry.getValue() : ""))
                                .collect(Collectors.joining(", "))
                        + " active: they drop at random, or take the statistics of the batch, which a deployed model does not",
                "call eval() on the network before evaluating it, or run a program without an optimizer that"
                        + " clone(for_test=True) gave");
    }
}
