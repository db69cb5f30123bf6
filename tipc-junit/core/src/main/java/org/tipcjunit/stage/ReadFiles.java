// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Which files of a working copy were read, by their times of access: they are set to a time long ago before a command runs.
 *
 * <p>Only a file that still has that time was not read. Where the file system keeps no such times nothing is set, so that nothing is
 * said. Files that lie elsewhere, and links, which lead to the user's own, are left alone.
 *
 * @param workspace the working copy
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ReadFiles(Path workspace) {

    /** Older than any file, so that file systems that note an access now and then note this one. */
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("1990-01-02T03:04:05Z"));

    private static final String ACCESS = "lastAccessTime";

    /** Forget that {@code files} were read. */
    public void forget(List<Path> files) {
        List<Path> own = files.stream().filter(this::isOwn).toList();
        try {
            if (own.isEmpty() || !isNoted(own.get(0).resolveSibling("."))) {
                return;
            }
            for (Path file : own) {
                Files.setAttribute(file, ACCESS, LONG_AGO, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // What has no time of access of ours counts as read.
            return;
        }
    }

    /** Get those of {@code files} that nobody read since they were to be forgotten. */
    public static List<Path> unread(List<Path> files) {
        return files.stream().filter(ReadFiles::isUnread).toList();
    }

    private static boolean isUnread(Path file) {
        try {
            return Files.getAttribute(file, ACCESS, LinkOption.NOFOLLOW_LINKS).equals(LONG_AGO);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private boolean isOwn(Path file) {
        try {
            return file.toRealPath().startsWith(workspace.toRealPath())
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether reading changes the time of access in {@code folder}, tried with a file of our own. */
    private static boolean isNoted(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, ".tipc", ".read");
        try {
            Files.write(probe, new byte[] {1});
            Files.setAttribute(probe, ACCESS, LONG_AGO);
            Files.readAllBytes(probe);
            return !isUnread(probe);
        } finally {
            Files.delete(probe);
        }
    }
}
