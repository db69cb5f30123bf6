// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpyFileTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void reads_back_every_type_and_rank(DataType type) throws IOException {
        for (List<Long> shape : List.of(List.<Long>of(), List.of(3L), List.of(2L, 1L, 3L), List.of(0L, 4L))) {
            long count = shape.stream().reduce(1L, Math::multiplyExact);
            ByteBuffer bytes = ByteBuffer.allocate((int) count * type.bytes());
            for (int index = 0; index < bytes.capacity(); index++) {
                bytes.put(index, (byte) (type == DataType.BOOL ? index % 2 : 17 * index + 1));
            }
            TensorValue tensor = TensorValue.copyOf("x", type, shape, bytes);
            Path file = directory.resolve("x.npy");

            NpyFile.write(file, tensor);

            assertThat(NpyFile.read(file, "x", type)).isEqualTo(tensor);
            if (type != DataType.BFLOAT16) {
                assertThat(NpyFile.read(file, "y", null)).isEqualTo(tensor.withName("y"));
            }
        }
    }

    @Test
    void writes_the_bytes_that_numpy_writes() throws IOException {
        Path file = directory.resolve("x.npy");
        NpyFile.write(file, TensorValue.ofFloats("x", List.of(1L, 2L), 1, 2));

        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(128 + 8);
        assertThat(new String(bytes, 0, 128, StandardCharsets.ISO_8859_1))
                .startsWith(
                        "\u0093NUMPY\u0001\u0000\u0076\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2")
                .endsWith(" \n");
    }

    @Test
    void reads_format_version_2() throws IOException {
        String header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }\n";
        ByteBuffer content = ByteBuffer.allocate(12 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        content.put("\u0093NUMPY\u0002\u0000".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .putInt(5)
                .putInt(-6);
        Path file = Files.write(directory.resolve("x.npy"), content.array());

        TensorValue tensor = NpyFile.read(file, "x", null);

        assertThat(tensor.shape()).containsExactly(2L);
        assertThat(tensor.doubleAt(1)).isEqualTo(-6);
    }

    @Test
    void says_what_it_can_not_read() throws IOException {
        refuses("", "is no .npy file");
        refuses("PK\u0003\u0004 a zip archive", "is no .npy file");
        refuses(file(1, "<f4", "True", "(1, 2)"), "is in column-major (Fortran) order");
        refuses(file(1, ">f4", "False", "(1, 2)"), "NumPy type '>f4'");
        refuses(file(1, "<c8", "False", "(1, 1)"), "NumPy type '<c8'");
        refuses(file(1, "<u2", "False", "(4,)"), "only where bfloat16 is expected");
        refuses(file(9, "<f4", "False", "(2,)"), "has .npy format version 9");
        refuses(file(1, "<f4", "False", "(3,)"), "is incomplete or damaged: tensor 'x' of type FLOAT32 and shape [3]");
        refuses(file(1, "<f4", "False", "(9999999999, 9999999999)"), "is incomplete or damaged");
        refuses(file(1, "<f4", "False", "(2,)").substring(0, 30), "ends within its header");
        refuses(file(1, "<f4", "Perhaps", "(2,)"), "has a header that can't be understood");
    }

    @Test
    void refuses_a_type_that_was_not_expected() throws IOException {
        Path file = directory.resolve("x.npy");
        NpyFile.write(file, TensorValue.ofFloats("x", List.of(1L), 1));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> NpyFile.read(file, "x", DataType.INT32))
                .withMessage(file + " holds FLOAT32 but INT32 was expected");
    }

    private void refuses(String content, String reason) throws IOException {
        Path file = Files.write(directory.resolve("x.npy"), content.getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> NpyFile.read(file, "x", null))
                .withMessageContaining(file.toString())
                .withMessageContaining(reason);
    }

    /** A file with 8 bytes of data. */
    private static String file(int version, String type, String order, String shape) {
        String header = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
        return "\u0093NUMPY" + (char) version + "\u0000" + (char) header.length() + "\u0000" + header + "\0".repeat(8);
    }
}
