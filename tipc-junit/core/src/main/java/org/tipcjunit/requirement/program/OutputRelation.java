// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.requirement.tensors.Axis;
import org.tipcjunit.requirement.tensors.KnownFunction;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.tensor.TensorValue;

/**
 * How what the exported program says goes with what the network said of the same inputs.
 *
 * <p>An evaluation may take losses, parts or an earlier layer of what a program gives. Only outputs that could be the program's, by
 * their shapes, and rank what they score otherwise, are told to differ.
 *
 * @param kind how it goes with it
 * @param told the same in words
 * @param sources for each output of the program, the names of what the network said that it may be made of; empty where
 *     they differ
 */
record OutputRelation(Kind kind, String told, List<Set<String>> sources) {

    /** What was found. */
    enum Kind {
        /** Every output of the program is one of the network's, or a known function of one. */
        AGREES,
        /** They cannot be held against each other, or differ by what changes no ranking. */
        OPEN,
        /** An output that the network must have as well has other numbers in another order. */
        DIFFERS
    }

    private record Source(TensorValue tensor, KnownFunction function) {}

    /** A network in half precision, or whose layers were folded, rounds otherwise. */
    private static final Tolerance ALIKE = new Tolerance(1e-3, 0.02);

    private static final double FAR = 0.02;

    /** Fewer whole numbers are counts, such as how many boxes there are. */
    private static final int FEWEST_CLASSES = 64;

    /** Of so many samples most classes that a network says are those of the program's scores, if it says classes at all. */
    private static final int FEWEST_SAMPLES = 8;

    private static final long MOST_ELEMENTS = 1L << 24;

    OutputRelation {
        sources = sources.stream().map(Set::copyOf).toList();
    }

    /** Create one that says of no output what it is made of. */
    OutputRelation(Kind kind, String told) {
        this(kind, told, List.of());
    }

    static OutputRelation of(List<TensorValue> said, List<TensorValue> program) {
        if (program.isEmpty() || said.isEmpty()) {
            return new OutputRelation(Kind.OPEN, "one of them says nothing");
        }
        List<TensorValue> open = new ArrayList<>(said);
        List<TensorValue> left = new ArrayList<>();
        Set<String> functions = new LinkedHashSet<>();
        for (TensorValue output : program) {
            Optional<Source> found = open.stream()
                    .flatMap(tensor -> function(tensor, output).map(function -> new Source(tensor, function)).stream())
                    .findFirst();
            found.ifPresentOrElse(
                    source -> {
                        if (source.function() != KnownFunction.IDENTITY) {
                            functions.add(source.function().word());
                        }
                        open.remove(source.tensor());
                    },
                    () -> left.add(output));
        }
        if (left.isEmpty()) {
            return new OutputRelation(
                    Kind.AGREES,
                    functions.isEmpty() ? "the same" : "the same, with " + String.join(", ", functions) + " at its end",
                    program.stream().map(output -> sources(said, output)).toList());
        }
        if (left.stream().allMatch(output -> open.stream()
                .anyMatch(tensor -> tensor.elementCount() >= FEWEST_SAMPLES && others(tensor, output) == 0))) {
            return new OutputRelation(Kind.AGREES, "the same, with argmax at the end of the network");
        }
        return left.stream()
                .flatMap(output -> difference(open, output).or(() -> otherClasses(open, output)).stream())
                .findFirst()
                .map(difference -> new OutputRelation(Kind.DIFFERS, difference))
                .orElseGet(() -> new OutputRelation(
                        Kind.OPEN,
                        "nothing that ranks otherwise corresponds: the program says " + described(program)
                                + ", the network " + described(said),
                        program.stream().map(output -> sources(said, output)).toList()));
    }

    /** Whether two outputs of a network are plainly the same thing: one is a known function of the other, or ranks alike. */
    static boolean areOneThing(TensorValue one, TensorValue other) {
        return function(one, other).isPresent() || function(other, one).isPresent() || ScoreOrder.isKept(one, other);
    }

    private static Set<String> sources(List<TensorValue> said, TensorValue output) {
        return said.stream()
                .filter(tensor -> function(tensor, output).isPresent())
                .map(TensorValue::name)
                .collect(Collectors.toSet());
    }

    private static Optional<KnownFunction> function(TensorValue source, TensorValue result) {
        long elements = source.elementCount();
        boolean possible = elements > 0
                && elements <= MOST_ELEMENTS
                && result.elementCount() > 0
                && elements % result.elementCount() == 0;
        if (!possible) {
            return Optional.empty();
        }
        return source.elementCount() == result.elementCount() && isSame(source, result)
                ? Optional.of(KnownFunction.IDENTITY)
                : KnownFunction.between(source, result, ALIKE).filter(function -> function != KnownFunction.IDENTITY);
    }

    /** Say how one of the network's outputs that could be the program's is another; empty where none is, or one may be it. */
    private static Optional<String> difference(List<TensorValue> said, TensorValue output) {
        List<Optional<String>> differences = said.stream()
                .filter(tensor -> isComparable(tensor, output))
                .map(tensor -> difference(tensor, output))
                .toList();
        return differences.stream().allMatch(Optional::isPresent)
                ? differences.stream().flatMap(Optional::stream).findFirst()
                : Optional.empty();
    }

    /** Say that a network says other classes than the program gives the highest scores; a count is the class by chance at most. */
    private static Optional<String> otherClasses(List<TensorValue> said, TensorValue output) {
        for (TensorValue tensor : said) {
            long samples = tensor.elementCount();
            int others = samples >= FEWEST_SAMPLES ? others(tensor, output) : -1;
            if (others > FAR * samples && others <= samples / 2) {
                return Optional.of(differ(others, samples, tensor, output));
            }
        }
        return Optional.empty();
    }

    /** Get how many of the classes that a network says have not the highest of the program's scores; -1 where they are none. */
    private static int others(TensorValue said, TensorValue output) {
        boolean possible = !said.type().isFloatingPoint()
                && output.type().isFloatingPoint()
                && said.elementCount() > 0
                && output.elementCount() <= MOST_ELEMENTS;
        int axis = possible ? axisOfClasses(output, said) : -1;
        return axis < 0 ? -1 : others(best(output, axis), said);
    }

    private static boolean isComparable(TensorValue said, TensorValue output) {
        if (said.elementCount() > MOST_ELEMENTS || output.elementCount() == 0) {
            return false;
        }
        boolean sameKind = said.type().isFloatingPoint() == output.type().isFloatingPoint();
        boolean sameShape = said.shape().equals(output.shape());
        return output.type().isFloatingPoint()
                ? sameKind && sameShape
                : output.elementCount() >= FEWEST_CLASSES && (sameShape ? sameKind : axisOfClasses(said, output) >= 0);
    }

    private static Optional<String> difference(TensorValue said, TensorValue output) {
        if (!output.type().isFloatingPoint()) {
            int axis = said.type().isFloatingPoint() ? axisOfClasses(said, output) : -1;
            int others = others(axis >= 0 ? best(said, axis) : numbers(said), output);
            return others > FAR * output.elementCount()
                    ? Optional.of(differ(others, output.elementCount(), said, output))
                    : Optional.empty();
        }
        return isNear(said, output, FAR) || ScoreOrder.isKept(said, output)
                ? Optional.empty()
                : Optional.of("the program says " + output + " up to " + Quantity.of(largest(output)) + ", the network "
                        + said + ", and they differ by up to " + Quantity.of(distance(said, output))
                        + " and in the order of their elements");
    }

    /** Whether each element is the other within what rounding may come to; a scale of 1 would allow anything of small numbers. */
    private static boolean isSame(TensorValue source, TensorValue result) {
        double scale = ALIKE.absolute() * largest(result);
        return IntStream.range(0, Math.toIntExact(result.elementCount())).allMatch(i -> {
            double one = source.doubleAt(i);
            double other = result.doubleAt(i);
            return Double.compare(one, other) == 0
                    || Math.abs(one - other) <= scale + ALIKE.relative() * Math.abs(other);
        });
    }

    /** Whether no element is further off than a share of the largest. */
    private static boolean isNear(TensorValue said, TensorValue output, double share) {
        return distance(said, output) <= share * largest(output);
    }

    private static double distance(TensorValue said, TensorValue output) {
        double most = 0;
        for (int i = 0; i < output.elementCount(); i++) {
            double one = said.doubleAt(i);
            double other = output.doubleAt(i);
            // Equal infinities, and NaN on both sides, have no difference that could be measured.
            most = Double.compare(one, other) == 0 ? most : Math.max(most, Math.abs(one - other));
        }
        return most;
    }

    private static double largest(TensorValue tensor) {
        double most = 0;
        for (int i = 0; i < tensor.elementCount(); i++) {
            most = Math.max(most, Math.abs(tensor.doubleAt(i)));
        }
        return most;
    }

    /** Get the axis of scores of which {@code output} may name the highest ones; -1 where there is none. */
    private static int axisOfClasses(TensorValue scores, TensorValue output) {
        if (!scores.type().isFloatingPoint()) {
            return -1;
        }
        List<Long> wanted = withoutOnes(output.shape());
        return IntStream.range(0, scores.shape().size())
                .filter(axis -> {
                    List<Long> rest = new ArrayList<>(scores.shape());
                    long classes = rest.remove(axis);
                    return classes > 1
                            && withoutOnes(rest).equals(wanted)
                            && IntStream.range(0, Math.toIntExact(output.elementCount()))
                                    .allMatch(i -> output.doubleAt(i) >= 0 && output.doubleAt(i) < classes);
                })
                .findFirst()
                .orElse(-1);
    }

    private static List<Long> withoutOnes(List<Long> shape) {
        return shape.stream().filter(extent -> extent != 1).toList();
    }

    private static double[] best(TensorValue scores, int axis) {
        Axis along = Axis.of(scores.shape(), axis);
        return IntStream.range(0, along.lines())
                .mapToDouble(line -> {
                    int start = along.start(line);
                    int best = 0;
                    for (int k = 1; k < along.extent(); k++) {
                        best = scores.doubleAt(start + k * along.stride())
                                        > scores.doubleAt(start + best * along.stride())
                                ? k
                                : best;
                    }
                    return best;
                })
                .toArray();
    }

    private static double[] numbers(TensorValue tensor) {
        return IntStream.range(0, Math.toIntExact(tensor.elementCount()))
                .mapToDouble(tensor::doubleAt)
                .toArray();
    }

    private static int others(double[] numbers, TensorValue output) {
        return Math.toIntExact(IntStream.range(0, numbers.length)
                .filter(i -> numbers[i] != output.doubleAt(i))
                .count());
    }

    private static String differ(int others, long decisions, TensorValue said, TensorValue output) {
        return "the program says " + output + ", the network " + said + ": " + others + " of "
                + Quantity.count(decisions, "decision") + " differ";
    }

    private static String described(List<TensorValue> tensors) {
        return tensors.stream().map(TensorValue::toString).collect(Collectors.joining(", "));
    }
}
