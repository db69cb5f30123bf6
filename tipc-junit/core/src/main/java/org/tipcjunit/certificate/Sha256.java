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

/** The SHA-256 digest of bytes, as 64 lower-case hexadecimal digits, with their number. */
record Sha256(String hex, long bytes) {

    static Sha256 of(byte[] bytes) {
        return new Sha256(HexFormat.of().formatHex(digest().digest(bytes)), bytes.length);
    }

    static Sha256 of(Path file) throws IOException {
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
