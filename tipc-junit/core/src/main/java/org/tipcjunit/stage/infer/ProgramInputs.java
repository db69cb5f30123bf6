// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.ExportedModel.Spec;
import org.tipcjunit.tensor.TensorValue;

/**
 * Which of a call's tensors an exported program takes: a network may be given labels beside them, or a dict of which the program
 * takes some.
 *
 * @param taken the tensors under the program's names, in its order; empty where that cannot be told
 * @param oneByOne whether the program takes one sample at a time, and the call has more
 * @param ambiguous whether they were told by their order alone, and several are alike
 * @param obstacle why they cannot be given to the program; empty where they can
 */
record ProgramInputs(List<TensorValue> taken, boolean oneByOne, boolean ambiguous, Optional<String> obstacle) {

    ProgramInputs {
        taken = List.copyOf(taken);
    }

    static ProgramInputs of(ExportedModel model, List<TensorValue> given) {
        List<Spec> specs = model.inputs();
        if (specs.isEmpty()) {
            return none("the inputs of the program are not known");
        }
        Optional<List<TensorValue>> byName = byName(specs, given);
        Optional<List<TensorValue>> found =
                byName.or(() -> byOrder(specs, given)).or(() -> byKind(specs, given));
        if (found.isEmpty()) {
            return none("the program takes " + told(specs) + ", and the network got "
                    + given.stream().map(TensorValue::toString).collect(Collectors.joining(", ")));
        }
        List<TensorValue> taken = IntStream.range(0, specs.size())
                .mapToObj(i -> found.get().get(i).withName(specs.get(i).name()))
                .toList();
        boolean alike = taken.stream().map(ProgramInputs::kind).distinct().count() < taken.size();
        boolean single = specs.stream()
                .allMatch(spec -> !spec.shape().isEmpty() && spec.shape().get(0) == 1);
        boolean more = TensorValue.batchSize(taken) > 1;
        boolean fits =
                IntStream.range(0, specs.size()).allMatch(i -> fitsWhole(specs.get(i), taken.get(i), single && more));
        return fits
                ? new ProgramInputs(taken, single && more, byName.isEmpty() && alike, Optional.empty())
                : new ProgramInputs(
                        taken,
                        false,
                        false,
                        Optional.of("the program takes " + told(specs) + ", and the network got "
                                + taken.stream().map(TensorValue::toString).collect(Collectors.joining(", "))));
    }

    private static ProgramInputs none(String obstacle) {
        return new ProgramInputs(List.of(), false, false, Optional.of(obstacle));
    }

    private static Optional<List<TensorValue>> byName(List<Spec> specs, List<TensorValue> given) {
        List<TensorValue> found = new ArrayList<>();
        for (Spec spec : specs) {
            List<TensorValue> named = given.stream()
                    .filter(tensor ->
                            tensor.name().equals(spec.name()) || tensor.name().endsWith("." + spec.name()))
                    .filter(tensor -> isOfKind(spec, tensor))
                    .toList();
            if (named.size() != 1) {
                return Optional.empty();
            }
            found.add(named.get(0));
        }
        return Optional.of(found);
    }

    private static Optional<List<TensorValue>> byOrder(List<Spec> specs, List<TensorValue> given) {
        boolean fits = specs.size() == given.size()
                && IntStream.range(0, specs.size()).allMatch(i -> isOfKind(specs.get(i), given.get(i)));
        return fits ? Optional.of(given) : Optional.empty();
    }

    /** Images beside labels are told by their type and axes, where only one tensor is of a kind. */
    private static Optional<List<TensorValue>> byKind(List<Spec> specs, List<TensorValue> given) {
        List<TensorValue> found = new ArrayList<>();
        for (Spec spec : specs) {
            List<TensorValue> alike =
                    given.stream().filter(tensor -> isOfKind(spec, tensor)).toList();
            if (alike.size() != 1 || found.contains(alike.get(0))) {
                return Optional.empty();
            }
            found.add(alike.get(0));
        }
        return Optional.of(found);
    }

    private static boolean isOfKind(Spec spec, TensorValue tensor) {
        return spec.type().toLowerCase(Locale.ROOT).equals(type(tensor))
                && spec.shape().size() == tensor.shape().size();
    }

    private static boolean fitsWhole(Spec spec, TensorValue tensor, boolean anyBatch) {
        return IntStream.range(anyBatch ? 1 : 0, spec.shape().size())
                .allMatch(axis -> spec.shape().get(axis) < 0
                        || spec.shape().get(axis).equals(tensor.shape().get(axis)));
    }

    private static String kind(TensorValue tensor) {
        return type(tensor) + tensor.shape();
    }

    private static String type(TensorValue tensor) {
        return tensor.type().name().toLowerCase(Locale.ROOT);
    }

    private static String told(List<Spec> specs) {
        return specs.stream()
                .map(spec -> spec.name() + " " + spec.type() + spec.shape())
                .collect(Collectors.joining(", "));
    }
}
