// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.TensorValue;

/** What fills the shorter samples of a batch up to the length of its longest, such as texts by the number of a padding token. */
@API(status = Status.INTERNAL, since = "0.1")
public final class Filling {

    private Filling() {}

    /** Whether samples of one row differ in nothing but that one goes on with the same number throughout. */
    public static boolean differsOnly(List<TensorValue> one, List<TensorValue> other) {
        List<TensorValue> longer = length(one) > length(other) ? one : other;
        List<TensorValue> shorter = longer == one ? other : one;
        return one.size() == other.size()
                && length(longer) > length(shorter)
                && IntStream.range(0, one.size()).allMatch(i -> goesOn(longer.get(i), shorter.get(i)));
    }

    /** Get how many numbers a sample is made of. */
    public static long length(List<TensorValue> sample) {
        return sample.stream().mapToLong(TensorValue::elementCount).sum();
    }

    /**
     * Get the outputs of a sample as they would be at another length, where they have a place for each number of the sample, such as
     * labels of words: what stands at places that only fill up is no result, and is taken from the other outputs, which it is compared
     * with.
     *
     * @param outputs the outputs, of one row
     * @param inputs what they belong to
     * @param others the outputs of the same sample at the other length
     * @param otherInputs what these belong to
     */
    public static List<TensorValue> fitted(
            List<TensorValue> outputs,
            List<TensorValue> inputs,
            List<TensorValue> others,
            List<TensorValue> otherInputs) {
        if (outputs.size() != others.size() || !differsOnly(inputs, otherInputs)) {
            return outputs;
        }
        int differing = IntStream.range(0, inputs.size())
                .filter(i -> !inputs.get(i).shape().equals(otherInputs.get(i).shape()))
                .findFirst()
                .orElseThrow();
        long length = inputs.get(differing).shape().get(1);
        long otherLength = otherInputs.get(differing).shape().get(1);
        return IntStream.range(0, outputs.size())
                .mapToObj(i -> isOfPlaces(outputs.get(i), length, others.get(i), otherLength)
                        ? joined(outputs.get(i), others.get(i), Math.min(length, otherLength))
                        : outputs.get(i))
                .toList();
    }

    private static boolean isOfPlaces(TensorValue output, long length, TensorValue other, long otherLength) {
        return output.type() == other.type()
                && output.shape().size() == other.shape().size()
                && output.shape().size() >= 2
                && output.shape().get(0) == 1
                && other.shape().get(0) == 1
                && output.shape().get(1) == length
                && other.shape().get(1) == otherLength
                && output.shape()
                        .subList(2, output.shape().size())
                        .equals(other.shape().subList(2, other.shape().size()));
    }

    /** Get the first places of one tensor and the further ones of another, in the shape of that. */
    private static TensorValue joined(TensorValue first, TensorValue further, long places) {
        ByteBuffer all = further.buffer();
        int known = Math.toIntExact(all.capacity() / further.shape().get(1) * places);
        ByteBuffer bytes = ByteBuffer.allocate(all.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(first.buffer().slice(0, known));
        bytes.put(all.slice(known, all.capacity() - known));
        return TensorValue.copyOf(first.name(), first.type(), further.shape(), bytes.rewind());
    }

    private static boolean goesOn(TensorValue longer, TensorValue shorter) {
        if (longer.shape().equals(shorter.shape())) {
            return longer.sameBits(shorter);
        }
        // One row of numbers; what comes behind the length would be cut into pieces elsewhere.
        boolean rows = longer.type() == shorter.type()
                && longer.shape().size() >= 2
                && longer.shape().size() == shorter.shape().size()
                && longer.shape().get(0) == 1
                && shorter.shape().get(0) == 1
                && longer.shape()
                        .subList(2, longer.shape().size())
                        .equals(shorter.shape().subList(2, shorter.shape().size()))
                && shorter.elementCount() > 0
                && longer.elementCount() > shorter.elementCount();
        if (!rows) {
            return false;
        }
        int known = Math.toIntExact(shorter.elementCount());
        int all = Math.toIntExact(longer.elementCount());
        double filler = longer.doubleAt(known);
        return IntStream.range(0, known).allMatch(i -> longer.doubleAt(i) == shorter.doubleAt(i))
                && IntStream.range(known, all).allMatch(i -> longer.doubleAt(i) == filler);
    }
}
