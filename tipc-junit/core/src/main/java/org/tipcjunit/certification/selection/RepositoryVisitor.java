// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Visits the files of a repository, without folders that hold none of its own and without what this user may not read. */
@API(status = Status.INTERNAL, since = "0.1")
public abstract class RepositoryVisitor extends SimpleFileVisitor<Path> {

    private final Set<String> neverEntered;

    /** Create a visitor that enters no folder of these names. */
    protected RepositoryVisitor(Set<String> neverEntered) {
        this.neverEntered = Set.copyOf(neverEntered);
    }

    @Override
    public final FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return neverEntered.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    @Override
    public final FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }
}
