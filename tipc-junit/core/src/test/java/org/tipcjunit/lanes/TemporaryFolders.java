// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lanes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes the temporary folders of tests in memory where there is plenty of it, and where temporary files go by default elsewhere.
 *
 * <p>Each planted fault copies a fixture and lets the library copy it again, hundreds of small files each time, and takes them away;
 * journals of disks made that the longest part of many tests.
 */
public final class TemporaryFolders implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long PLENTY = 6L << 30;

    /** Create one, as JUnit does. */
    public TemporaryFolders() {}

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) throws IOException {
        return isUsable() ? Files.createTempDirectory(MEMORY, "junit-") : Files.createTempDirectory("junit-");
    }

    /** Containers mount a small one, and one that programs cannot be run from. */
    private static boolean isUsable() throws IOException {
        if (!Files.isWritable(MEMORY)
                || !Files.getFileStore(MEMORY).type().equals("tmpfs")
                || Files.getFileStore(MEMORY).getUsableSpace() < PLENTY) {
            return false;
        }
        try (var mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.map(line -> line.split(" "))
                    .filter(mount -> mount.length > 3 && mount[1].equals(MEMORY.toString()))
                    .noneMatch(mount -> (mount[3] + ",").contains("noexec,"));
        }
    }
}
