// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.tensor;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * NumPy's {@code .npy} files, format versions 1 to 3, little-endian and in row-major order.
 *
 * <p>NumPy has no bfloat16: such tensors lie in files as unsigned 16-bit numbers, as Paddle itself shows them.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class NpyFile {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");
    private static final int ALIGNMENT = 64;

    /** Headers of tensors have some hundred bytes. */
    private static final int LONGEST_START = 1 << 17;

    private NpyFile() {}

    /**
     * Read a tensor.
     *
     * @param name the name to give it; never {@code null}
     * @param hint the expected type, which is needed for {@link DataType#BFLOAT16} only; potentially {@code null}
     * @throws IOException if the file can't be read, is no {@code .npy} file, is incomplete, or holds what a
     *     {@link TensorValue} can't; the message names the file
     */
    public static TensorValue read(Path file, String name, @Nullable DataType hint) throws IOException {
        // Not a channel: an interrupt of this thread would make a sound file look unreadable.
        try (InputStream in = new FileInputStream(file.toFile())) {
            ByteBuffer start = ByteBuffer.wrap(in.readNBytes(LONGEST_START)).order(ByteOrder.LITTLE_ENDIAN);
            String header = header(file, start);
            long bytes = Files.size(file) - start.position();
            InputStream first = new ByteArrayInputStream(start.array(), start.position(), start.remaining());
            return read(file, header, name, hint, new SequenceInputStream(first, in), bytes);
        }
    }

    private static TensorValue read(
            Path file, String header, String name, @Nullable DataType hint, InputStream elements, long bytes)
            throws IOException {
        if (find(file, header, ORDER).equals("True")) {
            throw new IOException(file + " is in column-major (Fortran) order; save it with numpy.ascontiguousarray");
        }
        DataType type = type(file, find(file, header, DESCRIPTION), hint);
        List<Long> shape = shape(find(file, header, SHAPE));
        try {
            return TensorValue.read(name, type, shape, elements, bytes);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    file + " holds a tensor of " + bytes + " bytes, more than this JVM has memory for ("
                            + e.getMessage() + "); raise -Xmx or -XX:MaxDirectMemorySize",
                    e);
        } catch (IllegalArgumentException | ArithmeticException | EOFException e) {
            throw new IOException(file + " is incomplete or damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Write {@code tensor} to a new or emptied file, without its name.
     *
     * @throws IOException if the file can't be written
     */
    public static void write(Path file, TensorValue tensor) throws IOException {
        String shape = tensor.shape().stream().map(extent -> extent + ",").collect(Collectors.joining(" "));
        String header =
                "{'descr': '" + description(tensor.type()) + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int prefix = MAGIC.length + 4;
        int padding = ALIGNMENT - (prefix + header.length() + 1) % ALIGNMENT;
        header = header + " ".repeat(padding % ALIGNMENT) + "\n";
        ByteBuffer start = ByteBuffer.allocate(prefix + header.length()).order(ByteOrder.LITTLE_ENDIAN);
        start.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
        start.put(header.getBytes(StandardCharsets.ISO_8859_1)).flip();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer part : List.of(start, tensor.buffer())) {
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
        }
    }

    private static String header(Path file, ByteBuffer content) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        if (content.remaining() >= MAGIC.length + 4) {
            content.get(magic);
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(file + " is no .npy file: it does not start with \\x93NUMPY");
        }
        int version = content.get();
        content.get();
        if (version < 1 || version > 3) {
            throw new IOException(file + " has .npy format version " + version + "; versions 1, 2 and 3 are known");
        }
        int length = version == 1 ? content.getShort() & 0xffff : content.remaining() < 4 ? -1 : content.getInt();
        if (length < 0 || length > content.remaining()) {
            throw new IOException(file + " ends within its header");
        }
        byte[] header = new byte[length];
        content.get(header);
        return new String(header, StandardCharsets.UTF_8);
    }

    private static String find(Path file, String header, Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException(file + " has a header that can't be understood: " + header.strip());
        }
        return matcher.group(1);
    }

    private static List<Long> shape(String tuple) {
        List<Long> shape = new ArrayList<>();
        for (String extent : tuple.split(",", -1)) {
            if (!extent.isBlank()) {
                shape.add(Long.parseLong(extent.strip()));
            }
        }
        return shape;
    }

    private static DataType type(Path file, String description, @Nullable DataType hint) throws IOException {
        DataType type =
                switch (description) {
                    case "<f4" -> DataType.FLOAT32;
                    case "<f8" -> DataType.FLOAT64;
                    case "<f2" -> DataType.FLOAT16;
                    case "<i8" -> DataType.INT64;
                    case "<i4" -> DataType.INT32;
                    case "|u1" -> DataType.UINT8;
                    case "|i1" -> DataType.INT8;
                    case "|b1" -> DataType.BOOL;
                    case "<u2" -> {
                        if (hint == DataType.BFLOAT16) {
                            yield DataType.BFLOAT16;
                        }
                        throw new IOException(file + " holds unsigned 16-bit numbers, which mean a tensor only where"
                                + " bfloat16 is expected");
                    }
                    default ->
                        throw new IOException(file + " holds elements of NumPy type '" + description
                                + "', which no tensor of Paddle" + " Inference has (big-endian numbers included)");
                };
        if (hint != null && hint != type) {
            throw new IOException(file + " holds " + type + " but " + hint + " was expected");
        }
        return type;
    }

    private static String description(DataType type) {
        return switch (type) {
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
            case FLOAT16 -> "<f2";
            case BFLOAT16 -> "<u2";
            case INT64 -> "<i8";
            case INT32 -> "<i4";
            case UINT8 -> "|u1";
            case INT8 -> "|i1";
            case BOOL -> "|b1";
        };
    }
}
