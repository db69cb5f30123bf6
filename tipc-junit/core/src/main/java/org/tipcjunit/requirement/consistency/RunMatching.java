// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.InputDiagnosis;
import org.tipcjunit.requirement.tensors.TensorDifference;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.tensor.TensorValue;

/** Finds the layer call that had the input of each predictor run: by its bits, else by what is nearest. */
final class RunMatching {

    private static final int MOST_EXPLAINED = 32;

    private final List<LayerCall> calls;
    private final List<PredictorRun> runs;
    private final int[] callOf;
    private final Set<Integer> byBits = new HashSet<>();

    RunMatching(List<LayerCall> calls, List<PredictorRun> runs) {
        this.calls = List.copyOf(calls);
        this.runs = List.copyOf(runs);
        this.callOf = IntStream.range(0, runs.size()).map(run -> -1).toArray();
        CallIndex index = new CallIndex(calls);
        Set<Integer> used = new HashSet<>();
        for (int run = 0; run < runs.size(); run++) {
            List<Integer> same = index.withInputs(runs.get(run).inputs());
            if (!same.isEmpty()) {
                callOf[run] = same.stream()
                        .filter(call -> !used.contains(call))
                        .findFirst()
                        .orElse(same.get(0));
                used.add(callOf[run]);
                byBits.add(run);
            }
        }
    }

    /** Get the call of a run; -1 where there is none. */
    int callOf(int run) {
        return callOf[run];
    }

    boolean isByBits(int run) {
        return byBits.contains(run);
    }

    /** Get the share of runs whose input some call had bit for bit. */
    double share() {
        return runs.isEmpty() ? 0 : byBits.size() / (double) runs.size();
    }

    /** Get the runs that have no call. */
    List<Integer> openRuns() {
        return IntStream.range(0, runs.size())
                .filter(run -> callOf[run] < 0)
                .boxed()
                .toList();
    }

    /** Get the calls of the network, in order: those that are like the ones whose inputs the predictor had, else like the first. */
    List<Integer> networkCalls() {
        Set<String> kinds = new HashSet<>();
        for (int call : callOf) {
            if (call >= 0) {
                kinds.add(kind(calls.get(call)));
            }
        }
        if (kinds.isEmpty() && !calls.isEmpty()) {
            kinds.add(kind(calls.get(0)));
        }
        return IntStream.range(0, calls.size())
                .filter(call -> kinds.contains(kind(calls.get(call))))
                .boxed()
                .toList();
    }

    /** Get the calls of the network whose inputs no run had. */
    List<Integer> openCalls() {
        Set<Integer> used = new HashSet<>();
        for (int call : callOf) {
            used.add(call);
        }
        return networkCalls().stream().filter(call -> !used.contains(call)).toList();
    }

    /** Give the open runs the open calls that have nearly the same inputs, then those that explain them, then those in order. */
    void pairNearest(Tolerance tolerance) {
        pair((run, call) -> near(run, call, tolerance), Integer.MAX_VALUE);
        List<Integer> inOrder = openCalls();
        List<Integer> openRuns = openRuns();
        pairAt(openRuns, inOrder, (run, call) -> explains(run, call));
        pair(this::explains, MOST_EXPLAINED);
        pairAt(openRuns(), openCalls(), (run, call) -> true);
    }

    private void pair(BiPredicate<Integer, Integer> fits, int most) {
        List<Integer> open = new ArrayList<>(openCalls());
        for (int run : openRuns().stream().limit(most).toList()) {
            Optional<Integer> found = open.stream()
                    .limit(most)
                    .filter(call -> fits.test(run, call))
                    .findFirst();
            found.ifPresent(call -> {
                callOf[run] = call;
                open.remove(call);
            });
        }
    }

    private void pairAt(List<Integer> openRuns, List<Integer> open, BiPredicate<Integer, Integer> fits) {
        for (int i = 0; i < Math.min(openRuns.size(), open.size()); i++) {
            if (fits.test(openRuns.get(i), open.get(i))) {
                callOf[openRuns.get(i)] = open.get(i);
            }
        }
    }

    private boolean near(int run, int call, Tolerance tolerance) {
        List<TensorValue> theirs = runs.get(run).inputs();
        List<TensorValue> ours = Pairing.like(calls.get(call).inputs(), theirs);
        return ours.size() == theirs.size()
                && TensorDifference.between(theirs, ours, tolerance).within();
    }

    private boolean explains(int run, int call) {
        List<TensorValue> theirs = runs.get(run).inputs();
        List<TensorValue> ours = Pairing.like(calls.get(call).inputs(), theirs);
        return ours.size() == theirs.size()
                && IntStream.range(0, ours.size())
                        .allMatch(i -> ours.get(i).shape().equals(theirs.get(i).shape())
                                && InputDiagnosis.isExplained(ours.get(i), theirs.get(i)));
    }

    private static String kind(LayerCall call) {
        return call.layerClass()
                + call.inputs().stream()
                        .map(tensor -> tensor.name() + tensor.shape().size())
                        .toList();
    }
}
