// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.tensor;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The element types that Paddle Inference has, with their sizes in bytes.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum DataType {
    FLOAT32(4),
    FLOAT64(8),
    FLOAT16(2),
    BFLOAT16(2),
    INT64(8),
    INT32(4),
    UINT8(1),
    INT8(1),
    BOOL(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Get the size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are floating-point numbers. */
    public boolean isFloatingPoint() {
        return switch (this) {
            case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> true;
            case INT64, INT32, UINT8, INT8, BOOL -> false;
        };
    }
}
