// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The SHA-256 digest of bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 * @param bytes how many bytes there were
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Sha256(String hex, long bytes) {

    /** Get the digest of bytes. */
    public static Sha256 of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** Get the digest of a text in UTF-8. */
    public static Sha256 of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Get the digest of what a buffer has left, which is read to its end. */
    public static Sha256 of(ByteBuffer buffer) {
        MessageDigest digest = digest();
        long bytes = buffer.remaining();
        digest.update(buffer);
        return ended(digest, bytes);
    }

    /** Get the digest of several parts, one after the other. */
    public static Sha256 of(Collection<byte[]> parts) {
        MessageDigest digest = digest();
        long bytes = 0;
        for (byte[] part : parts) {
            digest.update(part);
            bytes += part.length;
        }
        return ended(digest, bytes);
    }

    /**
     * Get the digest of a file of any size.
     *
     * @throws IOException if it cannot be read
     */
    public static Sha256 of(Path file) throws IOException {
        return copying(file, OutputStream.nullOutputStream());
    }

    /**
     * Copy a file and get the digest of exactly the bytes that were copied.
     *
     * @throws IOException if it cannot be read, or the target not be written
     */
    public static Sha256 copying(Path file, OutputStream target) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            return ended(digest, in.transferTo(new DigestOutputStream(target, digest)));
        }
    }

    private static Sha256 ended(MessageDigest digest, long bytes) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()), bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
