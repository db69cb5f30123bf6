// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;

/**
 * Writes files that are not there, and nothing outside of a repository.
 *
 * @param root the repository
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SkeletonFiles(Path root) {

    /**
     * Write the files that are missing.
     *
     * @return the parts that were written; what is not among them was there
     * @throws ConfigException if a folder of a file is a link or no folder; nothing is written then
     */
    public List<SkeletonPart> write(Skeleton skeleton) {
        List<SkeletonPart> files = skeleton.of(SkeletonPart.Kind.FILE);
        files.forEach(part -> refuseLinks(Path.of(part.file())));
        List<SkeletonPart> written = new ArrayList<>();
        for (SkeletonPart part : files) {
            Path file = root.resolve(part.file());
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                create(file, part.text());
                written.add(part);
            }
        }
        return written;
    }

    private void refuseLinks(Path file) {
        Path place = root;
        for (int i = 0; i < file.getNameCount() - 1; i++) {
            place = place.resolve(file.getName(i));
            boolean there = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
            if (there && !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                throw ConfigException.of(
                        root.relativize(place) + " is a link or no folder; nothing was written",
                        "make it a folder of the repository");
            }
        }
    }

    private static void create(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            // CREATE_NEW follows no link and overwrites nothing, whatever came there meanwhile.
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
