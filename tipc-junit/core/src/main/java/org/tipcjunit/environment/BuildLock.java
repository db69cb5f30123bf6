// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A lock that one thread of one process on the machine holds; the kernel frees it when that process dies. */
final class BuildLock {

    private static final long TRY_EVERY_MILLIS = 100;

    private BuildLock() {}

    /**
     * Wait for a lock and do something while it is held.
     *
     * @param file the lock's file, made when missing and never deleted
     * @param what is being built, for progress
     */
    static <T> T holding(Path file, String what, Consumer<String> progress, Work<T, IOException> work)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (tryLock(channel) == null) {
                Progress.during(
                        progress,
                        () -> "waiting for another build of " + what + " (lock " + file + ")",
                        () -> await(channel, what));
            }
            return work.run();
        }
    }

    private static FileLock await(FileChannel channel, String what) throws IOException {
        try {
            FileLock lock = tryLock(channel);
            while (lock == null) {
                TimeUnit.MILLISECONDS.sleep(TRY_EVERY_MILLIS);
                lock = tryLock(channel);
            }
            return lock;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("The wait for another build of " + what + " was interrupted", "", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this JVM holds it: the JVM keeps one table for all of them.
            return null;
        }
    }
}
