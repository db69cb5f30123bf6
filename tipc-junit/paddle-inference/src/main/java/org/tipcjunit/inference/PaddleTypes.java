// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.tensor.DataType;

/** Paddle's numbers for its element types, as in {@code paddle_infer::DataType}. */
final class PaddleTypes {

    private static final List<DataType> BY_CODE = List.of(
            DataType.FLOAT32,
            DataType.INT64,
            DataType.INT32,
            DataType.UINT8,
            DataType.INT8,
            DataType.FLOAT16,
            DataType.BOOL,
            DataType.FLOAT64,
            DataType.BFLOAT16);

    private PaddleTypes() {}

    static int code(DataType type) {
        return BY_CODE.indexOf(type);
    }

    static Optional<DataType> type(int code) {
        return code >= 0 && code < BY_CODE.size() ? Optional.of(BY_CODE.get(code)) : Optional.empty();
    }
}
