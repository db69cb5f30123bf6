// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.certificate.CertificateException;

/**
 * Whose turn it is in the folder of a site: two calls at once would each take what the other made for somebody else's, or remove it.
 *
 * <p>The kernel frees the lock when its process dies. The file that it lies on stays: whoever took it away would let a third call in
 * beside the second. It is opened once only, since a process that closes any other opening of it gives the lock away.
 *
 * @param channel the file, locked
 */
record SiteLock(FileChannel channel) implements Closeable {

    /** As that of a model's certificate. */
    static final String NAME = ".lock";

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Pattern SIGNED = Pattern.compile("(process \\d+)\n.*", Pattern.DOTALL);
    private static final int LONGEST = 64;

    /**
     * Wait until no other call writes the site.
     *
     * @param site its folder, which is made where it is missing
     * @param patience how long to wait at most
     * @param progress hears who is waited for
     * @throws CertificateException if the other call does not end in that time
     */
    static SiteLock of(Path site, Duration patience, Consumer<String> progress) throws IOException {
        SiteFiles.makeFolder(site);
        FileChannel channel = open(site);
        try {
            if (!isHeld(channel)) {
                progress.accept(
                        "another tipc report writes " + site + " (" + holder(channel) + "); waiting for its end");
                await(channel, site, patience);
            }
            sign(channel);
            return new SiteLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel open(Path site) throws IOException {
        try {
            return FileChannel.open(
                    site.resolve(NAME),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(site.toString());
        }
    }

    private static void await(FileChannel channel, Path site, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isHeld(channel)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new CertificateException(
                        "cannot write the site",
                        site,
                        "another tipc report still writes it (" + holder(channel) + ")",
                        "let it end or end it, or name another folder with --output");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
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

    private static void sign(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)),
                0);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
        channel.read(buffer, 0);
        Matcher signed = SIGNED.matcher(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
        return signed.matches() ? signed.group(1) : "another process";
    }

    /** Let the next call write. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
