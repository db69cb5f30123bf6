// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * An axis of a tensor whose elements lie row by row: the lines along it, and where in the tensor their elements stand.
 *
 * @param extent how many elements a line has
 * @param stride how far apart they stand
 * @param lines how many lines there are
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Axis(int extent, int stride, int lines) {

    /**
     * Get an axis of a shape.
     *
     * @param axis its number, from 0
     */
    public static Axis of(List<Long> shape, int axis) {
        int stride = product(shape.subList(axis + 1, shape.size()));
        return new Axis(Math.toIntExact(shape.get(axis)), stride, product(shape.subList(0, axis)) * stride);
    }

    /** Get where the first element of a line stands; the others follow a stride apart. */
    public int start(int line) {
        return line / stride * extent * stride + line % stride;
    }

    private static int product(List<Long> extents) {
        return Math.toIntExact(extents.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b));
    }
}
