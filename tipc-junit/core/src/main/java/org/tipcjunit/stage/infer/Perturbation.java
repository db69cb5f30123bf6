// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/** A plausible mistake in preprocessing, applied to inputs to see whether the outputs could tell. */
@API(status = Status.INTERNAL, since = "0.1")
public enum Perturbation {
    CHANNELS_SWAPPED("channels swapped"),
    SCALE("scaled by 1/255"),
    MEAN("mean shifted by 0.5"),
    /** Only where there is no other input: beside an image, whole numbers often say nothing of it. */
    EXCHANGED("numbers exchanged within their range");

    private static final int RGB = 3;
    private static final Set<DataType> WHOLE = Set.of(DataType.INT64, DataType.INT32, DataType.UINT8, DataType.INT8);

    private final String label;

    Perturbation(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Apply the mistake to a tensor; empty when it has no meaning for {@code tensor}. */
    public Optional<TensorValue> apply(TensorValue tensor) {
        return apply(tensor, List.of(tensor));
    }

    /** The same, where {@code all} are the tensors that the model was given in that place. */
    public Optional<TensorValue> apply(TensorValue tensor, List<TensorValue> all) {
        if (this == EXCHANGED) {
            return WHOLE.contains(tensor.type()) ? exchanged(tensor, all) : Optional.empty();
        }
        if (this == CHANNELS_SWAPPED && tensor.type() == DataType.UINT8) {
            return isImageBatch(tensor) ? Optional.of(swapChannels(tensor)) : Optional.empty();
        }
        if (tensor.type() != DataType.FLOAT32) {
            return Optional.empty();
        }
        return switch (this) {
            case EXCHANGED -> Optional.empty();
            case SCALE -> Optional.of(map(tensor, value -> value / 255));
            case MEAN -> Optional.of(map(tensor, value -> value + 0.5));
            case CHANNELS_SWAPPED -> isImageBatch(tensor) ? Optional.of(swapChannels(tensor)) : Optional.empty();
        };
    }

    /** Get the share of samples that a mistake makes others of: grey images are as they were, whichever channels are swapped. */
    static double touched(TensorValue tensor, TensorValue changed) {
        int samples =
                tensor.shape().isEmpty() ? 1 : Math.toIntExact(tensor.shape().get(0));
        ByteBuffer before = tensor.buffer();
        ByteBuffer after = changed.buffer();
        if (samples == 0 || before.capacity() != after.capacity()) {
            return 1;
        }
        int bytes = before.capacity() / samples;
        return (double) IntStream.range(0, samples)
                        .filter(sample ->
                                !before.slice(sample * bytes, bytes).equals(after.slice(sample * bytes, bytes)))
                        .count()
                / samples;
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

    /** Mirror the numbers within the range that is seen, so that each is still a number that the model knows. */
    private static Optional<TensorValue> exchanged(TensorValue tensor, List<TensorValue> all) {
        int count = Math.toIntExact(tensor.elementCount());
        LongSummaryStatistics seen = all.stream()
                .flatMapToLong(one ->
                        IntStream.range(0, Math.toIntExact(one.elementCount())).mapToLong(i -> (long) one.doubleAt(i)))
                .summaryStatistics();
        if (seen.getCount() == 0) {
            return Optional.of(tensor);
        }
        if (seen.getMin() == seen.getMax()) {
            return Optional.empty();
        }
        int width = Math.toIntExact(tensor.type().bytes());
        ByteBuffer changed = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            long mirrored = seen.getMin() + seen.getMax() - (long) tensor.doubleAt(i);
            for (int place = 0; place < width; place++) {
                changed.put(i * width + place, (byte) (mirrored >> (Byte.SIZE * place)));
            }
        }
        return Optional.of(TensorValue.copyOf(tensor.name(), tensor.type(), tensor.shape(), changed));
    }

    private static TensorValue swapChannels(TensorValue tensor) {
        int plane = Math.toIntExact(tensor.shape().get(2) * tensor.shape().get(3))
                * tensor.type().bytes();
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
