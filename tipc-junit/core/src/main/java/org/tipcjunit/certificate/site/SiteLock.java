// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tipcjunit.certificate.CertificateException;

/**
 * Whose turn it is in the folder of a site: two calls at once would each take what the other made for somebody else's, or remove it.
 * The kernel frees the lock when its process dies; the file that it lies on goes with the call, and what a killed one left of it
 * means nothing.
 */
final class SiteLock implements Closeable {

    static final String NAME = ".tipc-site.lock";

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path site;
    private final Path file;
    private final boolean made;
    private final FileChannel channel;

    private SiteLock(Path site, boolean made, FileChannel channel) {
        this.site = site;
        this.file = site.resolve(NAME);
        this.made = made;
        this.channel = channel;
    }

    /**
     * Wait until no other call writes the site.
     *
     * @param site its folder, which is made where it is missing
     * @param patience how long to wait at most
     * @param progress hears who is waited for
     * @throws CertificateException if the other call does not end in that time
     */
    static SiteLock of(Path site, Duration patience, Consumer<String> progress) throws IOException {
        boolean made = !Files.exists(site);
        SiteFiles.makeFolder(site);
        Path file = site.resolve(NAME);
        long deadline = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            FileChannel channel = open(site, file);
            try {
                while (!isHeld(channel)) {
                    if (!told) {
                        progress.accept(
                                "another tipc report writes " + site + " (" + holder(file) + "); waiting for its end");
                        told = true;
                    }
                    if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                        throw new CertificateException(
                                "cannot write the site",
                                site,
                                "another tipc report still writes it (" + holder(file) + ")",
                                "let it end or end it, or name another folder with --output");
                    }
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
                if (isCurrent(file, channel)) {
                    return new SiteLock(site, made, channel);
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            // Whoever held it took the file away: another one is, or will be, in its place.
            channel.close();
        }
    }

    private static FileChannel open(Path site, Path file) throws IOException {
        try {
            return FileChannel.open(
                    file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(site.toString());
        }
    }

    private static boolean isHeld(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this JVM holds it; wait as for another process.
            return false;
        }
    }

    /** Sign the file, and see whether the one that goes by the name is signed. */
    private static boolean isCurrent(Path file, FileChannel channel) throws IOException {
        byte[] signature = ("process " + ProcessHandle.current().pid() + ", " + System.nanoTime() + "\n")
                .getBytes(StandardCharsets.UTF_8);
        channel.truncate(0);
        ByteBuffer buffer = ByteBuffer.wrap(signature);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.readString(file).equals(new String(signature, StandardCharsets.UTF_8));
    }

    private static String holder(Path file) {
        try {
            String signed = Files.readString(file);
            return signed.matches("process \\d+, -?\\d+\n")
                    ? signed.substring(0, signed.indexOf(','))
                    : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    /** Let the next call write; a folder that was made for nothing goes again. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
            if (made && isEmpty(site)) {
                Files.delete(site);
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }
}
