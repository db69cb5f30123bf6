// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.tensor.DataType;

/**
 * Reads {@code .pdmodel} files, each a serialized {@code ProgramDesc}.
 *
 * <p>Paddle 2.6 does not look whether parsing succeeded, so every message that it reads is read here with its required
 * fields, and references between blocks and variables are followed.
 */
final class ProtobufProgram {

    /** Element types above this number are not plausible; Paddle 3.3 uses 33 of them. */
    private static final long LARGEST_TYPE = 64;

    private static final Set<Long> NOT_STORED_TYPES = Set.of(9L, 10L, 15L, 17L); // feed, fetch, reader, raw

    private static final Map<Long, DataType> TYPES = Map.of(
            0L, DataType.BOOL,
            2L, DataType.INT32,
            3L, DataType.INT64,
            4L, DataType.FLOAT16,
            5L, DataType.FLOAT32,
            6L, DataType.FLOAT64,
            20L, DataType.UINT8,
            21L, DataType.INT8,
            22L, DataType.BFLOAT16);

    private static final long LARGEST = 1L << 28;
    private static final String NO_VARIABLE = "@EMPTY@";

    private ProtobufProgram() {}

    /** Read and check a program file. */
    static ProgramSummary read(Path file) throws IOException, ModelCheck.BrokenFileException {
        ModelCheck.requireAtMost(file, LARGEST);
        // Not a channel: an interrupt of this thread would make a sound file look unreadable.
        try (InputStream content = new FileInputStream(file.toFile())) {
            return summary(new ProtobufMessage("the program", ByteBuffer.wrap(content.readAllBytes())));
        }
    }

    private static ProgramSummary summary(ProtobufMessage program) throws ModelCheck.BrokenFileException {
        List<ProtobufMessage> blocks = program.messages(1, "block");
        if (blocks.isEmpty()) {
            throw program.broken("has no blocks");
        }
        for (ProtobufMessage version : program.messages(4, "version")) {
            version.numbers(1);
        }
        List<Set<String>> visible = new ArrayList<>();
        Map<String, DataType> types = new HashMap<>();
        int parameters = 0;
        for (int index = 0; index < blocks.size(); index++) {
            ProtobufMessage block = blocks.get(index);
            long parent = (int) block.number(2, "parent block");
            if (block.number(1, "index") != index || parent < -1 || parent >= index || (index > 0 && parent < 0)) {
                throw block.broken("is out of order");
            }
            Set<String> variables = parent < 0 ? new HashSet<>() : new HashSet<>(visible.get((int) parent));
            visible.add(variables);
            for (ProtobufMessage variable : block.messages(3, "variable")) {
                boolean stored = isStored(variable);
                boolean added = variables.add(variable.text(1, "name"));
                if (index == 0 && added) {
                    parameters += stored ? 1 : 0;
                    Optional<DataType> type = elementType(variable);
                    if (type.isPresent()) {
                        types.put(variable.text(1, "name"), type.get());
                    }
                }
            }
        }
        for (int index = 0; index < blocks.size(); index++) {
            List<ProtobufMessage> operators = blocks.get(index).messages(4, "operator");
            if (index == 0 && operators.isEmpty()) {
                throw blocks.get(index).broken("has no operators");
            }
            for (ProtobufMessage operator : operators) {
                checkOperator(operator, visible.get(index), blocks.size());
            }
        }
        return new ProgramSummary(parameters, types);
    }

    /** Check a variable and say whether it is persistable and of a type that a parameter file holds. */
    private static boolean isStored(ProtobufMessage variable) throws ModelCheck.BrokenFileException {
        variable.text(1, "name");
        ProtobufMessage type = variable.message(2, "type");
        long kind = plausible(type, type.number(1, "kind"));
        for (ProtobufMessage tensor : type.messages(2, "tensor")) {
            checkTensor(tensor);
        }
        for (int container : new int[] {3, 4}) {
            for (ProtobufMessage value : type.messages(container, "container")) {
                checkTensor(value.message(1, "tensor"));
            }
        }
        boolean persistable = variable.numbers(3).stream().anyMatch(flag -> flag != 0);
        return persistable && !NOT_STORED_TYPES.contains(kind);
    }

    private static Optional<DataType> elementType(ProtobufMessage variable) throws ModelCheck.BrokenFileException {
        List<ProtobufMessage> containers = variable.message(2, "type").messages(3, "container");
        return containers.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                        TYPES.get(containers.get(0).message(1, "tensor").number(1, "element type")));
    }

    private static void checkOperator(ProtobufMessage operator, Set<String> visible, int blocks)
            throws ModelCheck.BrokenFileException {
        if (operator.text(3, "type").isEmpty()) {
            throw operator.broken("has an empty type");
        }
        for (int side : new int[] {1, 2}) {
            for (ProtobufMessage slot : operator.messages(side, side == 1 ? "input" : "output")) {
                slot.text(1, "parameter");
                for (String variable : slot.texts(2)) {
                    if (!visible.contains(variable) && !variable.equals(NO_VARIABLE)) {
                        throw operator.broken("uses a variable '" + variable + "' that is not declared");
                    }
                }
            }
        }
        for (ProtobufMessage attribute : operator.messages(4, "attribute")) {
            attribute.text(1, "name");
            plausible(attribute, attribute.number(2, "type"));
            for (int reference : new int[] {12, 14}) {
                for (long block : attribute.numbers(reference)) {
                    if (block < 0 || block >= blocks) {
                        throw operator.broken("refers to block " + block + ", but there are " + blocks);
                    }
                }
            }
        }
    }

    private static void checkTensor(ProtobufMessage tensor) throws ModelCheck.BrokenFileException {
        plausible(tensor, tensor.number(1, "element type"));
        for (long extent : tensor.numbers(2)) {
            if (extent < -1) {
                throw tensor.broken("has an extent of " + extent);
            }
        }
    }

    private static long plausible(ProtobufMessage message, long type) throws ModelCheck.BrokenFileException {
        if (type < 0 || type > LARGEST_TYPE) {
            throw message.broken("has the unknown type number " + type);
        }
        return type;
    }

    /** Get the bytes of a stored tensor's elements from its description, a serialized {@code TensorDesc}. */
    static long tensorBytes(ByteBuffer description) throws ModelCheck.BrokenFileException {
        ProtobufMessage tensor = new ProtobufMessage("its type description", description);
        long bytes = elementBytes(tensor, tensor.number(1, "element type"));
        for (long extent : tensor.numbers(2)) {
            if (extent < 0 || (extent > 0 && bytes > Long.MAX_VALUE / extent)) {
                throw tensor.broken("has the extents " + tensor.numbers(2));
            }
            bytes *= extent;
        }
        return bytes;
    }

    private static int elementBytes(ProtobufMessage tensor, long type) throws ModelCheck.BrokenFileException {
        return switch ((int) plausible(tensor, type)) {
            case 0, 20, 21, 32, 33 -> 1; // bool, uint8, int8, two kinds of float8
            case 1, 4, 22 -> 2; // int16, float16, bfloat16
            case 2, 5 -> 4; // int32, float32
            case 3, 6, 19, 23 -> 8; // int64, float64, size_t, complex64
            case 24 -> 16; // complex128
            default -> throw tensor.broken("has the unknown element type number " + type);
        };
    }
}
