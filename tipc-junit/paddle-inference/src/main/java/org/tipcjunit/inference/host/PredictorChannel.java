// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.host;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.inference.Device;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.ModelSpec;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/**
 * One end of the connection between a {@link PredictorHost} and its child JVM, for one thread at a time.
 *
 * <p>Both ends are the same build, so the format has no versions: a kind, then the record's components in order.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PredictorChannel implements Closeable {

    private static final int PIECE = 1 << 16;

    private final SocketChannel socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final byte[] piece = new byte[PIECE];

    public PredictorChannel(SocketChannel socket) {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(socket), PIECE));
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(socket), PIECE));
    }

    void send(PredictorMessage message) throws IOException {
        if (message instanceof PredictorMessage.Inspect inspect) {
            out.writeByte('i');
            writeModel(inspect.model());
        } else if (message instanceof PredictorMessage.Run run) {
            out.writeByte('r');
            writeModel(run.model());
            writeOptions(run.options());
            writeCalls(run.calls());
        } else if (message instanceof PredictorMessage.Measure measure) {
            out.writeByte('m');
            writeModel(measure.model());
            writeOptions(measure.options());
            writeCalls(List.of(measure.inputs()));
            out.writeInt(measure.warmUps());
            out.writeInt(measure.runs());
        } else if (message instanceof PredictorMessage.Durations durations) {
            out.writeByte('d');
            writeShape(durations.nanoseconds());
        } else if (message instanceof PredictorMessage.Ready ready) {
            out.writeByte('v');
            writeText(ready.version());
        } else if (message instanceof PredictorMessage.Spec spec) {
            out.writeByte('s');
            writeSpecs(spec.spec().inputs());
            writeSpecs(spec.spec().outputs());
        } else if (message instanceof PredictorMessage.Outputs outputs) {
            out.writeByte('o');
            writeCalls(outputs.calls());
        } else if (message instanceof PredictorMessage.Refused refused) {
            out.writeByte('x');
            writeText(refused.text());
        }
        out.flush();
    }

    /**
     * Wait for the next message.
     *
     * @throws java.io.EOFException if the other end is gone
     */
    PredictorMessage receive() throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 'i' -> new PredictorMessage.Inspect(readModel());
            case 'r' -> new PredictorMessage.Run(readModel(), readOptions(), readCalls());
            case 'm' ->
                new PredictorMessage.Measure(
                        readModel(), readOptions(), readCalls().get(0), in.readInt(), in.readInt());
            case 'd' -> new PredictorMessage.Durations(readShape());
            case 'v' -> new PredictorMessage.Ready(readText());
            case 's' -> new PredictorMessage.Spec(new ModelSpec(readSpecs(), readSpecs()));
            case 'o' -> new PredictorMessage.Outputs(readCalls());
            case 'x' -> new PredictorMessage.Refused(readText());
            default -> throw new IOException("unknown kind of message: " + kind);
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void writeModel(ModelFiles model) throws IOException {
        writeText(model.program().toString());
        writeText(model.parameters().toString());
    }

    private ModelFiles readModel() throws IOException {
        return new ModelFiles(Path.of(readText()), Path.of(readText()));
    }

    private void writeOptions(PredictorOptions options) throws IOException {
        out.writeBoolean(options.irOptim());
        out.writeBoolean(options.oneDnn());
        out.writeInt(options.threads());
        out.writeBoolean(options.memoryOptim());
        out.writeBoolean(options.bfloat16());
        writeText(options.device().name());
        out.writeBoolean(options.tensorRt());
    }

    private PredictorOptions readOptions() throws IOException {
        return new PredictorOptions(
                in.readBoolean(),
                in.readBoolean(),
                in.readInt(),
                in.readBoolean(),
                in.readBoolean(),
                Device.valueOf(readText()),
                in.readBoolean());
    }

    private void writeSpecs(List<ModelSpec.TensorSpec> specs) throws IOException {
        out.writeInt(specs.size());
        for (ModelSpec.TensorSpec spec : specs) {
            writeText(spec.name());
            writeText(spec.type().map(DataType::name).orElse(""));
            out.writeBoolean(spec.shape().isPresent());
            writeShape(spec.shape().orElse(List.of()));
        }
    }

    private List<ModelSpec.TensorSpec> readSpecs() throws IOException {
        int count = in.readInt();
        List<ModelSpec.TensorSpec> specs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = readText();
            String type = readText();
            boolean hasShape = in.readBoolean();
            List<Long> shape = readShape();
            specs.add(new ModelSpec.TensorSpec(
                    name,
                    type.isEmpty() ? Optional.empty() : Optional.of(DataType.valueOf(type)),
                    hasShape ? Optional.of(shape) : Optional.empty()));
        }
        return specs;
    }

    private void writeCalls(List<List<TensorValue>> calls) throws IOException {
        out.writeInt(calls.size());
        for (List<TensorValue> call : calls) {
            out.writeInt(call.size());
            for (TensorValue value : call) {
                writeTensor(value);
            }
        }
    }

    private List<List<TensorValue>> readCalls() throws IOException {
        int calls = in.readInt();
        List<List<TensorValue>> read = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            int count = in.readInt();
            List<TensorValue> values = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                values.add(readTensor());
            }
            read.add(values);
        }
        return read;
    }

    private void writeTensor(TensorValue value) throws IOException {
        writeText(value.name());
        writeText(value.type().name());
        writeShape(value.shape());
        ByteBuffer elements = value.buffer();
        out.writeInt(elements.remaining());
        while (elements.hasRemaining()) {
            int length = Math.min(piece.length, elements.remaining());
            elements.get(piece, 0, length);
            out.write(piece, 0, length);
        }
    }

    private TensorValue readTensor() throws IOException {
        String name = readText();
        DataType type = DataType.valueOf(readText());
        List<Long> shape = readShape();
        ByteBuffer elements = ByteBuffer.allocate(in.readInt());
        in.readFully(elements.array());
        return TensorValue.copyOf(name, type, shape, elements);
    }

    private void writeShape(List<Long> shape) throws IOException {
        out.writeInt(shape.size());
        for (long extent : shape) {
            out.writeLong(extent);
        }
    }

    private List<Long> readShape() throws IOException {
        int rank = in.readInt();
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            shape.add(in.readLong());
        }
        return shape;
    }

    private void writeText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private String readText() throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
