// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Walks over a {@code .pdiparams} file: tensors one after the other, each with its sizes in front. Contents are skipped.
 */
final class ParameterFile {

    /** Larger descriptions of one tensor's type and shape are not plausible. */
    private static final int LARGEST_DESCRIPTION = 1 << 16;

    /** More than what stands in front of a tensor, whose parts would else be asked for one by one. */
    private static final int WINDOW = 1 << 9;

    // Not a channel: an interrupt of this thread would make a sound file look unreadable.
    private final RandomAccessFile file;
    private final long size;
    private long position;

    /** The part of the file that begins at {@code windowStart}. */
    private byte[] window = new byte[0];

    private long windowStart;

    private ParameterFile(RandomAccessFile file) throws IOException {
        this.file = file;
        this.size = file.length();
    }

    /** Count the tensors, after checking that the file ends exactly where the last one does. */
    static int tensorCount(Path path) throws IOException, ModelCheck.BrokenFileException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            ParameterFile walk = new ParameterFile(file);
            int tensors = 0;
            while (walk.position < walk.size) {
                long start = walk.position;
                try {
                    walk.skipTensor();
                } catch (EOFException e) {
                    throw new ModelCheck.BrokenFileException(
                            "tensor number " + (tensors + 1) + ", which starts at byte " + start
                                    + ", reaches beyond the end of the file at byte " + walk.size);
                } catch (ModelCheck.BrokenFileException e) {
                    throw new ModelCheck.BrokenFileException("tensor number " + (tensors + 1)
                            + ", which starts at byte " + start + ": " + e.getMessage());
                }
                tensors++;
            }
            return tensors;
        }
    }

    private void skipTensor() throws IOException, ModelCheck.BrokenFileException {
        requireVersionZero(read(4).getInt());
        long levels = read(8).getLong();
        if (levels < 0 || levels > 64) {
            throw new ModelCheck.BrokenFileException(levels + " levels of detail are not plausible");
        }
        for (long level = 0; level < levels; level++) {
            skip(read(8).getLong());
        }
        requireVersionZero(read(4).getInt());
        int description = read(4).getInt();
        if (description <= 0 || description > LARGEST_DESCRIPTION) {
            throw new ModelCheck.BrokenFileException(
                    "a type description of " + description + " bytes is not plausible");
        }
        skip(ProtobufProgram.tensorBytes(read(description)));
    }

    private static void requireVersionZero(int version) throws ModelCheck.BrokenFileException {
        if (version != 0) {
            throw new ModelCheck.BrokenFileException(
                    "its format version is " + Integer.toUnsignedLong(version) + " where Paddle writes 0");
        }
    }

    private ByteBuffer read(int bytes) throws IOException {
        long start = position;
        skip(bytes);
        if (start < windowStart || position > windowStart + window.length) {
            window = new byte[Math.toIntExact(Math.min(Math.max(bytes, WINDOW), size - start))];
            windowStart = start;
            file.seek(start);
            file.readFully(window);
        }
        return ByteBuffer.wrap(window, Math.toIntExact(start - windowStart), bytes)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private void skip(long bytes) throws EOFException {
        if (bytes < 0 || bytes > size - position) {
            throw new EOFException();
        }
        position += bytes;
    }
}
