// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A folder that commands have written into, with all that is below it.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class FolderTree {

    private FolderTree() {}

    /** Remove a folder with all that is in it; symbolic links are not followed, and a missing folder is fine. */
    public static void remove(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                // Commands may leave folders that not even their owner may change.
                PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
                Set<PosixFilePermission> permissions =
                        view == null ? Set.of() : view.readAttributes().permissions();
                if (view != null && !permissions.contains(PosixFilePermission.OWNER_WRITE)) {
                    Set<PosixFilePermission> more = EnumSet.copyOf(permissions);
                    more.add(PosixFilePermission.OWNER_WRITE);
                    more.add(PosixFilePermission.OWNER_EXECUTE);
                    more.add(PosixFilePermission.OWNER_READ);
                    view.setPermissions(more);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
