// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessRunner;

/** The making of one working copy; used once. */
final class CopyWork {

    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final long MEGABYTE = 1 << 20;

    private final WorkspaceRequest request;
    private final Checkout checkout;
    private final ProcessRunner runner;
    private final Consumer<String> progress;
    private final Git git;
    private final FileSelection selection;
    private final Set<Path> ownLinks = new HashSet<>();
    private final Set<Path> folders = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final long start = System.nanoTime();
    private long nextTick = start + QUIET.toNanos();
    private int files;
    private long bytes;

    CopyWork(WorkspaceRequest request, ProcessRunner runner, Consumer<String> progress) {
        this.request = request;
        this.checkout = request.checkout();
        this.runner = runner;
        this.progress = progress;
        this.git = new Git(runner, request.directory().resolveSibling(".").normalize());
        this.selection = new FileSelection(request, git);
    }

    WorkingCopy copy() throws IOException {
        for (Path file : selection.files()) {
            copy(file);
        }
        for (Path data : request.data()) {
            copyData(data);
        }
        Path repository = checkout.repositoryIn(request.directory());
        Files.createDirectories(repository);
        if (System.nanoTime() - start > QUIET.toNanos()) {
            progress.accept("[tipc] copied " + amount() + " to " + request.directory());
        }
        // Now, since commands may change the copy, and the user what it was made of.
        CopiedState state = new CommitComparison(request, selection, git, ownLinks).compare();
        CopiedCode code = CopiedCode.in(request.directory());
        return new WorkingCopy(request.directory(), repository, files, bytes, notes, state, code);
    }

    private void copy(Path file) throws IOException {
        Path target = target(file);
        makeFolder(target);
        try {
            if (Files.isSymbolicLink(file)) {
                copyLink(file, target);
            } else {
                copyFile(file, target);
            }
        } catch (NoSuchFileException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            // Removed since it was listed: the copy shows a later moment.
        }
        tell();
    }

    private void copyFile(Path file, Path target) throws IOException {
        Files.copy(
                file,
                target,
                LinkOption.NOFOLLOW_LINKS,
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        files++;
        bytes += Files.size(target);
    }

    private void copyLink(Path link, Path target) throws IOException {
        Path text = Files.readSymbolicLink(link);
        Path pointsTo = real(link.resolveSibling(text));
        if (pointsTo.startsWith(checkout.root())) {
            Path inCopy = request.directory()
                    .resolve(checkout.root().relativize(pointsTo).toString());
            Path relative =
                    text.isAbsolute() ? target.resolveSibling(".").normalize().relativize(inCopy) : text;
            Files.createSymbolicLink(target, relative);
            if (text.isAbsolute()) {
                ownLinks.add(link);
            }
            files++;
        } else if (isData(link)) {
            ownLinks.add(link);
            return; // What it leads to is copied as data.
        } else if (Files.exists(pointsTo) && isProtected(pointsTo)) {
            Files.createSymbolicLink(target, pointsTo);
            ownLinks.add(link);
            files++;
            notes.add("the link " + checkout.root().relativize(link) + " leads out of the repository to " + pointsTo
                    + ", which no command can write, and was kept");
        } else {
            ownLinks.add(link);
            notes.add("the link " + checkout.root().relativize(link) + " leads out of the repository to " + pointsTo
                    + " and was left out, lest a command writes there; name it as data (tipc.data) to have a copy of"
                    + " what it leads to");
        }
    }

    private boolean isData(Path link) {
        return request.data().stream()
                .map(data -> checkout.repository().resolve(data).normalize())
                .anyMatch(link::startsWith);
    }

    /** Only a whole read-only file system tells that nothing below a folder can be written. */
    private static boolean isProtected(Path place) throws IOException {
        return Files.getFileStore(place).isReadOnly() || (Files.isRegularFile(place) && !Files.isWritable(place));
    }

    private void copyData(Path data) throws IOException {
        Path source = checkout.repository().resolve(data).normalize();
        if (!Files.exists(source)) {
            throw new WorkspaceException(
                    "the data " + data + " does not exist in " + checkout.repository(),
                    "correct its path, which is relative to the repository");
        }
        Path target = checkout.in(request.directory(), source)
                .orElseThrow(() -> new WorkspaceException(
                        "the data " + data + " lies outside the checkout " + checkout.root()
                                + ", where commands find it only by its absolute path",
                        "link to it from the repository and name the link"));
        makeFolder(target);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(source)) {
            return; // Not ignored, so it is there already.
        }
        Path real = source.toRealPath();
        if (Files.isDirectory(real)) {
            copyFolder(real, target);
        } else {
            copyFile(real, target);
        }
    }

    /** Large folders are copied by cp, which shares blocks where the file system can. */
    private void copyFolder(Path source, Path target) throws IOException {
        progress.accept("[tipc] copying data " + source);
        Set<Path> inside = selection.below(source);
        Files.createDirectories(target);
        boolean copied = runner.run(
                        new Command(
                                List.of("cp", "-a", "--reflink=auto", source + "/.", target.toString()),
                                request.directory(),
                                Map.of()),
                        request.directory().resolveSibling("cp.log"),
                        LIMIT,
                        OutputListener.none())
                .termination()
                .isSuccess();
        for (Path file : inside) {
            Path place = target.resolve(source.relativize(file).toString());
            if (Files.isSymbolicLink(file)) {
                Files.deleteIfExists(place);
                copyDataLink(source, file, place);
            } else if (!copied) {
                makeFolder(place);
                copyFile(file, place);
            } else {
                files++;
                bytes += Files.size(place);
            }
            tell();
        }
    }

    /** Links inside data lead to other data; those that lead out of it are replaced by what they lead to. */
    private void copyDataLink(Path source, Path link, Path target) throws IOException {
        makeFolder(target);
        Path text = Files.readSymbolicLink(link);
        Path pointsTo = real(link.resolveSibling(text));
        if (pointsTo.startsWith(source) && !text.isAbsolute()) {
            Files.createSymbolicLink(target, text);
            files++;
        } else if (Files.isRegularFile(pointsTo)) {
            copyFile(pointsTo, target);
        } else if (Files.isDirectory(pointsTo) && !link.startsWith(pointsTo)) {
            copyFolder(pointsTo, target);
        } else {
            notes.add("the link " + link + " leads to " + pointsTo + ", which does not exist, and was left out");
        }
    }

    private Path target(Path file) {
        return request.directory().resolve(checkout.root().relativize(file).toString());
    }

    private void makeFolder(Path target) throws IOException {
        Path folder = target.resolveSibling(".").normalize();
        if (folders.add(folder)) {
            Files.createDirectories(folder);
            PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
            if (view != null) {
                Set<PosixFilePermission> permissions =
                        EnumSet.copyOf(view.readAttributes().permissions());
                if (permissions.add(PosixFilePermission.OWNER_WRITE)) {
                    view.setPermissions(permissions);
                }
            }
        }
    }

    /** Follow all links of a place, as far as it exists. */
    private static Path real(Path place) throws IOException {
        Path normal = place.toAbsolutePath().normalize();
        try {
            return place.toRealPath();
        } catch (NoSuchFileException e) {
            Path parent = normal.getParent();
            return parent == null ? normal : real(parent).resolve(normal.getFileName());
        }
    }

    private void tell() {
        long now = System.nanoTime();
        if (now >= nextTick) {
            nextTick = now + QUIET.toNanos();
            progress.accept("[tipc] copying the repository: " + amount() + " so far");
        }
    }

    private String amount() {
        return files + " files, " + (bytes + MEGABYTE - 1) / MEGABYTE + " MB";
    }
}
