// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/** A plausible mistake in preprocessing, applied to inputs to see whether the outputs could tell. */
@API(status = Status.INTERNAL, since = "0.1")
public enum Perturbation {
    CHANNELS_SWAPPED("channels swapped"),
    SCALE("scaled by 1/255"),
    MEAN("mean shifted by 0.5");

    private static final int RGB = 3;

    private final String label;

    Perturbation(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Apply the mistake to a 32-bit floating-point tensor; empty when it has no meaning for {@code tensor}. */
    public Optional<TensorValue> apply(TensorValue tensor) {
        if (tensor.type() != DataType.FLOAT32) {
            return Optional.empty();
        }
        return switch (this) {
            case SCALE -> Optional.of(map(tensor, value -> value / 255));
            case MEAN -> Optional.of(map(tensor, value -> value + 0.5));
            case CHANNELS_SWAPPED -> isImageBatch(tensor) ? Optional.of(swapChannels(tensor)) : Optional.empty();
        };
    }

    private static boolean isImageBatch(TensorValue tensor) {
        return tensor.shape().size() == 4 && tensor.shape().get(1) == RGB;
    }

    private static TensorValue map(TensorValue tensor, DoubleUnaryOperator change) {
        int count = Math.toIntExact(tensor.elementCount());
        ByteBuffer changed = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            changed.putFloat(i * Float.BYTES, (float) change.applyAsDouble(tensor.doubleAt(i)));
        }
        return TensorValue.copyOf(tensor.name(), tensor.type(), tensor.shape(), changed);
    }

    private static TensorValue swapChannels(TensorValue tensor) {
        int plane = Math.toIntExact(tensor.shape().get(2) * tensor.shape().get(3)) * Float.BYTES;
        int image = plane * RGB;
        ByteBuffer original = tensor.buffer();
        ByteBuffer swapped = ByteBuffer.allocate(original.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < original.capacity(); start += image) {
            for (int channel = RGB - 1; channel >= 0; channel--) {
                swapped.put(original.slice(start + channel * plane, plane));
            }
        }
        return TensorValue.copyOf(tensor.name(), tensor.type(), tensor.shape(), swapped.flip());
    }
}
