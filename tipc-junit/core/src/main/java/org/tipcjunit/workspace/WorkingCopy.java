// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.Termination;

/**
 * A protected copy of a repository that commands run in, so that they neither change the user's checkout nor see what lies
 * in it by accident.
 *
 * <p>Of a git checkout it holds the tracked files as they are now and the others that git does not ignore; without git
 * everything. Named data comes with it. It never holds {@code .git} and {@code test_tipc/output}. No file of it, and nothing
 * that a link of it leads to, is one of the user's: a link out of the checkout is left out, unless what it leads to is named
 * as data (and then copied) or cannot be written anyway.
 *
 * @param directory the copy's own folder
 * @param repository the copy of the repository in it, the working directory of commands
 * @param files how many files and links were copied
 * @param bytes how many bytes they hold
 * @param notes what was left out or changed, one sentence each
 * @param state how it differs from the commit that was checked out
 * @param code the code that was copied
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record WorkingCopy(
        Path directory,
        Path repository,
        int files,
        long bytes,
        List<String> notes,
        CopiedState state,
        CopiedCode code) {

    private static final Duration LIMIT = Duration.ofHours(2);

    public WorkingCopy {
        notes = List.copyOf(notes);
    }

    /**
     * Make a working copy.
     *
     * @param request what it is to hold
     * @param runner runs git and cp
     * @param progress takes lines while it takes long
     * @throws WorkspaceException if something cannot be read or written, or named data does not exist
     */
    public static WorkingCopy make(WorkspaceRequest request, ProcessRunner runner, Consumer<String> progress) {
        Path directory = request.directory().toAbsolutePath();
        try {
            Files.createDirectories(directory.resolveSibling(".").normalize());
            Files.createDirectory(directory);
            // Without links in it, so that it can be told from what lies outside.
            WorkspaceRequest settled = new WorkspaceRequest(
                    request.checkout(), directory.toRealPath(), request.data(), request.excluded());
            return new CopyWork(settled, runner, progress).copy();
        } catch (IOException | UncheckedIOException e) {
            throw new WorkspaceException(
                    "the repository " + request.checkout().repository() + " cannot be copied to " + directory + ": "
                            + e,
                    "free disk space, correct permissions, install git for a git checkout, or name another folder"
                            + " for results with tipc.output",
                    e);
        }
    }

    /**
     * Make a copy of this copy with everything that commands have left in it so far.
     *
     * @param other the folder of the new copy, which does not exist yet
     * @throws WorkspaceException if something cannot be read or written
     */
    public WorkingCopy duplicate(Path other, ProcessRunner runner, Consumer<String> progress) {
        Path target = copyTo(other, runner, progress);
        try {
            new Overlay(target).moveFrom(directory);
        } catch (IOException e) {
            throw new WorkspaceException(
                    "the environment in the working copy " + target + " cannot be written: " + e,
                    "free disk space, correct permissions, or name another folder with tipc.output",
                    e);
        }
        return new WorkingCopy(
                target,
                target.resolve(directory.relativize(repository).toString()).normalize(),
                files,
                bytes,
                notes,
                state,
                code);
    }

    /**
     * Copy what it holds now to a folder beside it, to be put back by {@link #putBack}.
     *
     * @param aside the folder, which does not exist yet
     * @throws WorkspaceException if something cannot be read or written
     */
    public void keepAside(Path aside, ProcessRunner runner, Consumer<String> progress) {
        copyTo(aside, runner, progress);
    }

    /**
     * Put back what {@link #keepAside} copied, in the place of all that commands left since.
     *
     * @throws WorkspaceException if something cannot be removed or moved
     */
    public void putBack(Path aside) {
        remove();
        try {
            Files.move(aside, directory);
        } catch (IOException e) {
            throw new WorkspaceException(
                    "the working copy " + directory + " cannot be put back from " + aside + ": " + e,
                    "free disk space, correct permissions, or name another folder with tipc.output",
                    e);
        }
    }

    private Path copyTo(Path other, ProcessRunner runner, Consumer<String> progress) {
        Path target = other.toAbsolutePath();
        progress.accept("[tipc] copying the working copy " + directory);
        Termination termination = runner.run(
                        new Command(
                                List.of("cp", "-a", "--reflink=auto", directory.toString(), target.toString()),
                                directory,
                                Map.of()),
                        target.resolveSibling("cp.log"),
                        LIMIT,
                        OutputListener.none())
                .termination();
        if (!termination.isSuccess()) {
            throw new WorkspaceException(
                    "the working copy " + directory + " cannot be copied to " + target + ": cp: "
                            + termination.describe(),
                    "see " + target.resolveSibling("cp.log") + "; free disk space");
        }
        return target;
    }

    /**
     * Remove the copy; one that is gone is no error.
     *
     * @throws WorkspaceException if something of it cannot be removed
     */
    public void remove() {
        try {
            FolderTree.remove(directory);
        } catch (IOException e) {
            throw new WorkspaceException(
                    "the working copy " + directory + " cannot be removed: " + e, "remove it by hand", e);
        }
    }
}
