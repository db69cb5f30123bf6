// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.requirement.tensors.KnownFunction;
import org.tipcjunit.requirement.tensors.TensorDifference;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.tensor.TensorValue;

/**
 * What of a prediction corresponds to the outputs of the exported program.
 *
 * @param outputs prediction's side of the comparison, for each pair
 * @param note which correspondence was found; empty where the call that had the inputs gave the outputs
 * @param isRewritten whether the export rewrote weights, so that outputs agree within a tolerance only
 * @param tried what was tried where nothing was found; empty where something was
 */
record Correspondence(List<List<TensorValue>> outputs, String note, boolean isRewritten, String tried) {

    /**
     * What belongs to one image.
     *
     * @param calls the call that had the inputs, and those up to the next image
     * @param program what the program says on the plain backend
     * @param exported what the exported layer says in dygraph on the same inputs
     */
    record Case(List<LayerCall> calls, List<TensorValue> program, Optional<LayerCall> exported) {}

    static Correspondence of(List<Case> cases, Tolerance tolerance, boolean rewritten) {
        return new Search(cases, tolerance, rewritten).result();
    }

    private record Search(List<Case> cases, Tolerance tolerance, boolean rewritten) {

        private static final int MOST_CALLS = 64;

        Correspondence result() {
            List<List<TensorValue>> first = cases.stream()
                    .map(one -> alike(one).orElse(one.calls().get(0).outputs()))
                    .toList();
            int shared = cases.stream()
                    .mapToInt(one -> Math.min(MOST_CALLS, one.calls().size()))
                    .min()
                    .orElse(0);
            for (int at = 0; at < shared; at++) {
                Optional<Correspondence> found = direct(at);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            for (int at = shared - 1; at >= 0; at--) {
                Optional<Correspondence> found = byFunction(at);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            boolean comparable = cases.stream().allMatch(one -> alike(one).isPresent());
            return new Correspondence(first, "", rewritten && comparable, comparable ? "" : tried(shared));
        }

        /** Get those outputs of the first call that have the program's shapes, where no others have, such as a metric. */
        private static Optional<List<TensorValue>> alike(Case one) {
            List<TensorValue> said = one.calls().get(0).outputs();
            if (shapes(said).equals(shapes(one.program()))) {
                return Optional.of(said);
            }
            List<TensorValue> alike = said.stream()
                    .filter(tensor -> shapes(one.program()).contains(tensor.shape()))
                    .toList();
            return shapes(alike).equals(shapes(one.program())) ? Optional.of(alike) : Optional.empty();
        }

        /** The outputs of a call, or some of them, are the program's bit for bit. */
        private Optional<Correspondence> direct(int at) {
            List<List<TensorValue>> outputs = new ArrayList<>();
            boolean whole = true;
            for (Case one : cases) {
                List<TensorValue> said = one.calls().get(at).outputs();
                Optional<List<TensorValue>> same = TensorValue.sameBits(said, one.program())
                        ? Optional.of(said)
                        : CallIndex.selected(said, one.program());
                if (same.isEmpty() || same.get().isEmpty()) {
                    return Optional.empty();
                }
                whole &= said.size() == one.program().size();
                outputs.add(same.get());
            }
            String note = at > 0
                    ? "the program gives what layer " + name(at) + " gives, call " + (at + 1)
                            + " of prediction on each input"
                    : whole ? "" : "the program gives some of the outputs of layer " + name(at);
            return Optional.of(new Correspondence(outputs, note, false, ""));
        }

        /** A known function makes the program's outputs of those of a call, which the exported layer has within it. */
        private Optional<Correspondence> byFunction(int at) {
            Set<String> functions = new LinkedHashSet<>();
            Set<String> paths = new LinkedHashSet<>();
            boolean seenWithin = true;
            int looked = 0;
            for (Case one : cases) {
                List<TensorValue> said = one.calls().get(at).outputs();
                for (TensorValue result : one.program()) {
                    Optional<TensorValue> source = said.stream()
                            .filter(tensor -> KnownFunction.between(tensor, result, tolerance)
                                    .isPresent())
                            .findFirst();
                    if (source.isEmpty()) {
                        return Optional.empty();
                    }
                    KnownFunction.between(source.get(), result, tolerance)
                            .ifPresent(function -> functions.add(function.word()));
                    if (one.exported().isPresent()
                            && !one.exported().get().inner().isEmpty()) {
                        looked++;
                        Map<String, String> within = one.exported().get().inner().stream()
                                .collect(Collectors.toMap(
                                        LayerCall.InnerOutput::digest,
                                        inner -> "`" + inner.path() + "` (" + inner.layerClass() + ")",
                                        (a, b) -> a));
                        String path = within.get(SeenSamples.digest(source.get().buffer()));
                        seenWithin &= path != null;
                        if (path != null) {
                            paths.add(path);
                        }
                    }
                }
                if (one.exported().isEmpty()) {
                    return Optional.empty();
                }
            }
            boolean exact = seenWithin && looked > 0;
            if ((!exact && !rewritten) || functions.isEmpty()) {
                return Optional.empty();
            }
            List<List<TensorValue>> outputs = cases.stream()
                    .map(one -> one.exported().orElseThrow().outputs())
                    .toList();
            functions.remove(KnownFunction.IDENTITY.word());
            String adds = functions.isEmpty() ? "nothing" : String.join(", ", functions);
            String note = exact
                    ? "prediction ends at layer " + String.join(", ", paths)
                            + " of the exported one, bit for bit, to which the export adds " + adds
                    : "prediction ends at layer " + name(at) + ", to which the export adds " + adds;
            return Optional.of(new Correspondence(outputs, note, !exact, ""));
        }

        private String name(int at) {
            return cases.stream()
                    .map(one -> one.calls().get(at).layerClass())
                    .distinct()
                    .collect(Collectors.joining(", "));
        }

        private String tried(int shared) {
            Case one = cases.get(0);
            StringBuilder tried = new StringBuilder(
                    "the program gives " + one.program() + "; prediction's calls on the" + " first input give ");
            for (int at = 0; at < shared; at++) {
                LayerCall call = one.calls().get(at);
                tried.append(at == 0 ? "" : "; ")
                        .append(call.layerClass())
                        .append(' ')
                        .append(call.outputs());
                if (shapes(call.outputs()).equals(shapes(one.program()))) {
                    tried.append(" (")
                            .append(TensorDifference.between(one.program(), call.outputs(), tolerance)
                                    .describe())
                            .append(')');
                }
            }
            return tried + "; tried on each of " + Quantity.count(shared, "call") + ": " + KnownFunction.TRIED;
        }

        private static List<List<Long>> shapes(List<TensorValue> tensors) {
            return tensors.stream().map(TensorValue::shape).toList();
        }
    }
}
