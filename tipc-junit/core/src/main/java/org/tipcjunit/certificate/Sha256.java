// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        return new Sha256(HexFormat.of().formatHex(digest().digest(bytes)), bytes.length);
    }

    /** Get the digest of a file of any size. */
    public static Sha256 of(Path file) throws IOException {
        return copying(file, OutputStream.nullOutputStream());
    }

    /** Copy a file and get the digest of exactly the bytes that were copied. */
    static Sha256 copying(Path file, OutputStream target) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            long bytes = in.transferTo(new DigestOutputStream(target, digest));
            return new Sha256(HexFormat.of().formatHex(digest.digest()), bytes);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
