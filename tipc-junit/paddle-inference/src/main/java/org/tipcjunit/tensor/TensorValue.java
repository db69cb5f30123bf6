// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.tensor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A named, immutable tensor in row-major order.
 *
 * <p>Instances are safe for use by several threads.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class TensorValue {

    private static final int PIECE = 1 << 16;

    private final String name;
    private final DataType type;
    private final List<Long> shape;
    private final ByteBuffer data;

    private TensorValue(String name, DataType type, List<Long> shape, ByteBuffer data) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.data = data;
    }

    /**
     * Create a tensor from a copy of the remaining bytes of {@code littleEndian}.
     *
     * @param name the tensor's name in its model; never {@code null}, potentially empty
     * @param type the element type; never {@code null}
     * @param shape the extent of every dimension, each at least 0; an empty list is a scalar
     * @param littleEndian the elements in row-major order, little-endian; its position does not change
     * @throws IllegalArgumentException if the number of bytes is not that of the shape
     */
    public static TensorValue copyOf(String name, DataType type, List<Long> shape, ByteBuffer littleEndian) {
        long expected = Math.multiplyExact(elementCount(shape), (long) type.bytes());
        if (littleEndian.remaining() != expected) {
            throw new IllegalArgumentException("tensor '" + name + "' of type " + type + " and shape " + shape
                    + " needs " + expected + " bytes but was given " + littleEndian.remaining());
        }
        ByteBuffer copy = ByteBuffer.allocateDirect(littleEndian.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(littleEndian.duplicate()).flip();
        return new TensorValue(name, type, List.copyOf(shape), copy);
    }

    /**
     * Create a tensor from a stream that goes on for {@code bytes} bytes.
     *
     * @throws IllegalArgumentException if that is not the number of bytes of the shape, or no tensor can have as many
     * @throws IOException if the stream cannot be read
     */
    static TensorValue read(String name, DataType type, List<Long> shape, InputStream littleEndian, long bytes)
            throws IOException {
        long expected = Math.multiplyExact(elementCount(shape), (long) type.bytes());
        if (bytes != expected) {
            throw new IllegalArgumentException("tensor '" + name + "' of type " + type + " and shape " + shape
                    + " needs " + expected + " bytes but was given " + bytes);
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("tensor '" + name + "' of type " + type + " and shape " + shape + " has "
                    + bytes + " bytes, and one can have at most " + Integer.MAX_VALUE);
        }
        ByteBuffer content = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] piece = new byte[(int) Math.min(bytes, PIECE)];
        while (content.hasRemaining()) {
            int count = littleEndian.read(piece, 0, Math.min(piece.length, content.remaining()));
            if (count < 0) {
                throw new EOFException("it ends " + content.remaining() + " bytes early");
            }
            content.put(piece, 0, count);
        }
        return new TensorValue(name, type, List.copyOf(shape), content.flip());
    }

    /** Create a {@link DataType#FLOAT32} tensor from a copy of {@code values}. */
    public static TensorValue ofFloats(String name, List<Long> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return copyOf(name, DataType.FLOAT32, shape, bytes);
    }

    /** Get the tensor's name; never {@code null}. */
    public String name() {
        return name;
    }

    /** Get the element type; never {@code null}. */
    public DataType type() {
        return type;
    }

    /** Get the extent of every dimension; empty for a scalar. */
    public List<Long> shape() {
        return shape;
    }

    /** Get the number of elements, at least 0. */
    public long elementCount() {
        return data.capacity() / type.bytes();
    }

    /** Get the elements as a new read-only little-endian direct buffer that shares this tensor's memory. */
    public ByteBuffer buffer() {
        return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Get the same elements under another name. */
    public TensorValue withName(String newName) {
        return new TensorValue(newName, type, shape, data);
    }

    /**
     * Get the element at the row-major {@code index} as a number; integers beyond 2^53 lose precision.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public double doubleAt(int index) {
        return switch (type) {
            case FLOAT32 -> data.getFloat(index * 4);
            case FLOAT64 -> data.getDouble(index * 8);
            case FLOAT16 -> halfToFloat(data.getShort(index * 2));
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort(index * 2) << 16);
            case INT64 -> data.getLong(index * 8);
            case INT32 -> data.getInt(index * 4);
            case UINT8 -> data.get(index) & 0xff;
            case INT8 -> data.get(index);
            case BOOL -> data.get(index) == 0 ? 0 : 1;
        };
    }

    /** Whether {@code other} has the same type, shape and bits; names are not compared. */
    public boolean sameBits(TensorValue other) {
        return type == other.type && shape.equals(other.shape) && buffer().equals(other.buffer());
    }

    /** Whether two lists hold tensors of the same types, shapes and bits in the same order; names are not compared. */
    public static boolean sameBits(List<TensorValue> some, List<TensorValue> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> some.get(i).sameBits(others.get(i)));
    }

    /** Get how many samples the inputs of a call hold: the first extent of the first one that has any, else 1. */
    public static long batchSize(List<TensorValue> inputs) {
        return inputs.stream()
                .filter(input -> !input.shape().isEmpty())
                .mapToLong(input -> input.shape().get(0))
                .findFirst()
                .orElse(1);
    }

    /** Get the SHA-256 of type, shape and elements in lower-case hexadecimal. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((type + shape.toString()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update(buffer());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorValue that && name.equals(that.name) && sameBits(that);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + data.hashCode();
    }

    @Override
    public String toString() {
        return name + " " + type + shape;
    }

    private static long elementCount(List<Long> shape) {
        long count = 1;
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in shape " + shape);
            }
            count = Math.multiplyExact(count, extent);
        }
        return count;
    }

    private static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        }
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }
}
