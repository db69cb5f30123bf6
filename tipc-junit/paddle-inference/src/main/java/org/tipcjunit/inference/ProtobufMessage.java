// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of one Protocol Buffers message, read from its wire format without knowing its schema. */
final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    /**
     * One field as it stands in the message.
     *
     * @param number the field's number in the schema
     * @param value the value of a number, 0 for bytes
     * @param bytes the content of bytes, text or a nested message; empty for a number
     */
    private record Field(int number, long value, Optional<ByteBuffer> bytes) {}

    private final String what;
    private final List<Field> fields;

    /**
     * Read a message.
     *
     * @param what what it is, for error messages, such as {@code block 0}
     * @param content the whole message; its position does not change
     * @throws ModelCheck.BrokenFileException if the content is not in the wire format
     */
    ProtobufMessage(String what, ByteBuffer content) throws ModelCheck.BrokenFileException {
        this.what = what;
        this.fields = fields(content.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Get the messages in a repeated field, the n-th called {@code name} n. */
    List<ProtobufMessage> messages(int number, String name) throws ModelCheck.BrokenFileException {
        List<ProtobufMessage> messages = new ArrayList<>();
        for (Field field : fields) {
            if (field.number() == number) {
                messages.add(new ProtobufMessage(name + " " + messages.size() + " of " + what, bytes(field)));
            }
        }
        return messages;
    }

    /** Get the texts in a repeated field. */
    List<String> texts(int number) throws ModelCheck.BrokenFileException {
        List<String> texts = new ArrayList<>();
        for (Field field : fields) {
            if (field.number() == number) {
                texts.add(StandardCharsets.UTF_8.decode(bytes(field)).toString());
            }
        }
        return texts;
    }

    /** Get the numbers in a repeated field, packed or not. */
    List<Long> numbers(int number) throws ModelCheck.BrokenFileException {
        List<Long> numbers = new ArrayList<>();
        for (Field field : fields) {
            if (field.number() != number) {
                continue;
            }
            if (field.bytes().isEmpty()) {
                numbers.add(field.value());
            } else {
                ByteBuffer packed = field.bytes().get().duplicate();
                while (packed.hasRemaining()) {
                    numbers.add(varint(packed));
                }
            }
        }
        return numbers;
    }

    /** Get the text of a required field. */
    String text(int number, String name) throws ModelCheck.BrokenFileException {
        return last(texts(number), name);
    }

    /** Get the number of a required field. */
    long number(int number, String name) throws ModelCheck.BrokenFileException {
        return last(numbers(number), name);
    }

    /** Get the message of a required field. */
    ProtobufMessage message(int number, String name) throws ModelCheck.BrokenFileException {
        return last(messages(number, name), name);
    }

    ModelCheck.BrokenFileException broken(String reason) {
        return new ModelCheck.BrokenFileException(what + " " + reason);
    }

    private <T> T last(List<T> values, String name) throws ModelCheck.BrokenFileException {
        if (values.isEmpty()) {
            throw broken("has no " + name);
        }
        return values.get(values.size() - 1);
    }

    private ByteBuffer bytes(Field field) throws ModelCheck.BrokenFileException {
        if (field.bytes().isEmpty()) {
            throw broken("has a number in field " + field.number() + " where text or a message belongs");
        }
        return field.bytes().get().duplicate();
    }

    private List<Field> fields(ByteBuffer content) throws ModelCheck.BrokenFileException {
        List<Field> read = new ArrayList<>();
        while (content.hasRemaining()) {
            long tag = varint(content);
            int wireType = (int) (tag & 7);
            long number = tag >>> 3;
            if (number < 1 || number >= 1 << 29) {
                throw broken("has a field number " + number + ", so it is not in the format of a program");
            }
            read.add(
                    switch (wireType) {
                        case VARINT -> new Field((int) number, varint(content), Optional.empty());
                        case FIXED64 -> new Field((int) number, take(content, 8).getLong(0), Optional.empty());
                        case FIXED32 -> new Field((int) number, take(content, 4).getInt(0), Optional.empty());
                        case LENGTH -> new Field((int) number, 0, Optional.of(take(content, varint(content))));
                        default ->
                            throw broken("has a field of wire type " + wireType
                                    + ", so it is not in the format of a program");
                    });
        }
        return read;
    }

    private ByteBuffer take(ByteBuffer content, long bytes) throws ModelCheck.BrokenFileException {
        if (bytes < 0 || bytes > content.remaining()) {
            throw broken("ends in the middle of a field");
        }
        ByteBuffer taken = content.slice(content.position(), (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        content.position(content.position() + (int) bytes);
        return taken;
    }

    private long varint(ByteBuffer content) throws ModelCheck.BrokenFileException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!content.hasRemaining()) {
                throw broken("ends in the middle of a number");
            }
            byte next = content.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw broken("has a number of more than 64 bits");
    }
}
