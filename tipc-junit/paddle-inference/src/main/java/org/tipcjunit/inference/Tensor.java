// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/**
 * To be used by one thread at a time, like its {@link Predictor}: an input or output of a predictor.
 *
 * <p>Elements are in row-major order and in the machine's byte order. A direct buffer is read and written in place; arrays
 * and other buffers cost one more copy.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Tensor implements AutoCloseable {

    private final Predictor predictor;
    private final String name;
    private long handle;

    Tensor(Predictor predictor, String name, long handle) {
        this.predictor = predictor;
        this.name = name;
        this.handle = handle;
    }

    /** Get the tensor's name in the model. */
    public String name() {
        return name;
    }

    /**
     * Get the element type that the tensor has now: an output's before the first run may differ from the model's.
     *
     * @throws PaddleException if Paddle has a type that {@link DataType} lacks
     */
    public DataType type() {
        lock();
        try {
            return currentType();
        } finally {
            unlock();
        }
    }

    /** Get the extents that the tensor has now, in a new array; empty for a scalar. */
    public int[] shape() {
        lock();
        try {
            return PaddleShim.shape(open());
        } finally {
            unlock();
        }
    }

    /**
     * Set the extents of an input; always before its elements.
     *
     * @param shape extents of at least 0, none for a scalar; never {@code null}
     * @throws IllegalArgumentException if an extent is negative, or there are more elements than a buffer of Java can hold
     */
    public void reshape(int... shape) {
        long elements = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw refusedShape(Arrays.toString(shape), "extents must be at least 0");
            }
            elements = elements > Integer.MAX_VALUE && extent > 0 ? elements : elements * extent;
        }
        if (elements > Integer.MAX_VALUE) {
            throw refusedShape(
                    Arrays.toString(shape),
                    "its product is more than the " + Integer.MAX_VALUE + " elements that a buffer can hold");
        }
        lock();
        try {
            PaddleShim.reshape(open(), shape);
        } finally {
            unlock();
        }
    }

    /**
     * Set the elements of an input.
     *
     * @param data the remaining bytes are the elements; its position does not change; never {@code null}
     * @param type the type of the elements; never {@code null}
     * @throws PaddleException if the number of bytes is not that of the tensor's shape, or the program declares another type
     *     for the input; Paddle would read such elements as what they are not, or crash
     */
    public void copyFromCpu(ByteBuffer data, DataType type) {
        lock();
        try {
            requireDeclared(type);
            ByteBuffer direct = data.isDirect() ? data : directCopy(data);
            PaddleShim.copyFromCpu(open(), PaddleTypes.code(type), direct, direct.position(), direct.remaining());
        } catch (PaddleException e) {
            throw new PaddleException("Paddle Inference can't set the " + this + ": " + e.getMessage(), e);
        } finally {
            unlock();
        }
    }

    /** Set the elements of an input to {@link DataType#FLOAT32} values. */
    public void copyFromCpu(float[] values) {
        ByteBuffer bytes = newBuffer(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        copyFromCpu(bytes, DataType.FLOAT32);
    }

    /** Set the elements of an input to {@link DataType#FLOAT64} values. */
    public void copyFromCpu(double[] values) {
        ByteBuffer bytes = newBuffer(Math.multiplyExact(values.length, Double.BYTES));
        bytes.asDoubleBuffer().put(values);
        copyFromCpu(bytes, DataType.FLOAT64);
    }

    /** Set the elements of an input to {@link DataType#INT64} values. */
    public void copyFromCpu(long[] values) {
        ByteBuffer bytes = newBuffer(Math.multiplyExact(values.length, Long.BYTES));
        bytes.asLongBuffer().put(values);
        copyFromCpu(bytes, DataType.INT64);
    }

    /** Set the elements of an input to {@link DataType#INT32} values. */
    public void copyFromCpu(int[] values) {
        ByteBuffer bytes = newBuffer(Math.multiplyExact(values.length, Integer.BYTES));
        bytes.asIntBuffer().put(values);
        copyFromCpu(bytes, DataType.INT32);
    }

    /** Set the elements of an input to {@link DataType#UINT8} values. */
    public void copyFromCpu(byte[] values) {
        copyFromCpu(newBuffer(values.length).put(values).flip(), DataType.UINT8);
    }

    /** Set the elements of an input to {@link DataType#BOOL} values. */
    public void copyFromCpu(boolean[] values) {
        ByteBuffer bytes = newBuffer(values.length);
        for (boolean value : values) {
            bytes.put((byte) (value ? 1 : 0));
        }
        copyFromCpu(bytes.flip(), DataType.BOOL);
    }

    /** Set shape and elements of an input; the value's name is not looked at. */
    public void copyFromCpu(TensorValue value) {
        if (value.shape().stream().anyMatch(extent -> extent > Integer.MAX_VALUE)) {
            throw refusedShape(value.shape().toString(), "extents must be at most " + Integer.MAX_VALUE);
        }
        reshape(value.shape().stream().mapToInt(Math::toIntExact).toArray());
        copyFromCpu(value.buffer(), value.type());
    }

    /**
     * Read the elements of an output.
     *
     * @param target receives the elements at its position, which moves behind them; never {@code null}
     * @return the number of bytes
     * @throws PaddleException if the buffer has too little room
     * @throws ReadOnlyBufferException if the buffer cannot be written to
     */
    public int copyToCpu(ByteBuffer target) {
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        lock();
        try {
            ByteBuffer direct = target.isDirect() ? target : newBuffer(target.remaining());
            int bytes = Math.toIntExact(PaddleShim.copyToCpu(open(), direct, direct.position(), target.remaining()));
            if (target.isDirect()) {
                target.position(target.position() + bytes);
            } else {
                target.put(direct.limit(bytes));
            }
            return bytes;
        } catch (PaddleException e) {
            throw new PaddleException("Paddle Inference can't read the " + this + ": " + e.getMessage(), e);
        } finally {
            unlock();
        }
    }

    /** Read a {@link DataType#FLOAT32} output into an array that has its size. */
    public void copyToCpu(float[] target) {
        read(DataType.FLOAT32, target.length).asFloatBuffer().get(target);
    }

    /** Read a {@link DataType#FLOAT64} output into an array that has its size. */
    public void copyToCpu(double[] target) {
        read(DataType.FLOAT64, target.length).asDoubleBuffer().get(target);
    }

    /** Read an {@link DataType#INT64} output into an array that has its size. */
    public void copyToCpu(long[] target) {
        read(DataType.INT64, target.length).asLongBuffer().get(target);
    }

    /** Read an {@link DataType#INT32} output into an array that has its size. */
    public void copyToCpu(int[] target) {
        read(DataType.INT32, target.length).asIntBuffer().get(target);
    }

    /** Read a {@link DataType#UINT8} output into an array that has its size. */
    public void copyToCpu(byte[] target) {
        read(DataType.UINT8, target.length).get(target);
    }

    /** Read type, shape and elements of an output as a value of this tensor's name. */
    public TensorValue copyToCpu() {
        lock();
        try {
            List<Long> shape = Arrays.stream(PaddleShim.shape(open()))
                    .mapToObj(extent -> (long) extent)
                    .toList();
            DataType type = currentType();
            long bytes = shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
            ByteBuffer elements = newBuffer(Math.toIntExact(bytes));
            copyToCpu(elements);
            return TensorValue.copyOf(name, type, shape, elements.flip());
        } finally {
            unlock();
        }
    }

    /** Free the handle; the elements belong to the predictor. Does nothing when it is closed already. */
    @Override
    public void close() {
        lock();
        try {
            if (handle != 0) {
                predictor.free(this, handle);
                handle = 0;
            }
        } finally {
            unlock();
        }
    }

    @Override
    public String toString() {
        return "tensor '" + name + "' of the " + predictor;
    }

    private IllegalArgumentException refusedShape(String shape, String why) {
        return new IllegalArgumentException("the " + this + " can't have the shape " + shape + ": " + why);
    }

    private void requireDeclared(DataType type) {
        predictor.declared(name).filter(declared -> declared != type).ifPresent(declared -> {
            throw new PaddleException("the program declares " + declared + " for it, and it was given " + type
                    + "; convert the elements");
        });
    }

    private ByteBuffer read(DataType type, int length) {
        lock();
        try {
            int[] shape = PaddleShim.shape(open());
            long elements = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
            if (currentType() != type || elements != length) {
                throw new PaddleException("the " + this + " is " + currentType() + Arrays.toString(shape)
                        + " and can't be read as " + length + " elements of " + type);
            }
            ByteBuffer bytes = newBuffer(Math.multiplyExact(length, type.bytes()));
            copyToCpu(bytes);
            return bytes.flip();
        } finally {
            unlock();
        }
    }

    private DataType currentType() {
        int code = PaddleShim.type(open());
        Optional<DataType> type = PaddleTypes.type(code);
        return type.orElseThrow(() -> new PaddleException(
                "the " + this + " has Paddle's data type number " + code + ", which is unknown here"));
    }

    private long open() {
        if (handle == 0) {
            throw new IllegalStateException("the " + this + " is closed; get its handle from an open predictor");
        }
        return handle;
    }

    private void lock() {
        predictor.lock().lock();
    }

    private void unlock() {
        predictor.unlock();
    }

    private static ByteBuffer directCopy(ByteBuffer data) {
        return newBuffer(data.remaining()).put(data.duplicate()).flip();
    }

    private static ByteBuffer newBuffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
