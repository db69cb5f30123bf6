// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

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
