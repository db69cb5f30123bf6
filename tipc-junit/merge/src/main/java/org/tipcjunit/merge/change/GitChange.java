// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.workspace.Git;

/**
 * A change, and the repository as it leaves it.
 *
 * <p>The working tree is written, as {@code git add} would, into objects of a folder of its own, so that what is judged is what would
 * be committed; nothing of the repository is touched, and no link of it followed.
 *
 * @param change what is changed
 * @param view the files; closing it removes what was written
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record GitChange(Change change, RepositoryView view) implements AutoCloseable {

    /** Data that nobody would commit are not copied. */
    private static final long LARGEST_ADDED = 50_000_000;

    private static final List<String> BASES = List.of(
            "upstream/HEAD",
            "upstream/develop",
            "upstream/master",
            "upstream/main",
            "origin/HEAD",
            "origin/develop",
            "origin/master",
            "origin/main",
            "develop",
            "master",
            "main");

    @Override
    public void close() {
        view.close();
    }

    /**
     * Read a change.
     *
     * @throws ConfigException if there is no such change, or it changes nothing
     */
    public static GitChange read(ChangeRequest request, ProcessRunner runner) {
        GitChange read = readUnchanged(request, runner);
        try {
            read.requireChange();
            return read;
        } catch (ConfigException e) {
            read.close();
            throw e;
        }
    }

    /**
     * Read a repository, whether or not anything is changed in it.
     *
     * @throws ConfigException if there is no such repository
     */
    public static GitChange readUnchanged(ChangeRequest request, ProcessRunner runner) {
        try {
            ScratchFolder scratch = ScratchFolder.create("tipc-merge-");
            try {
                return new Reading(request, new Git(runner, scratch.path())).read();
            } catch (IOException | ConfigException e) {
                scratch.close();
                throw e;
            }
        } catch (IOException e) {
            throw GitFailure.of(request, e);
        }
    }

    /**
     * Demand that anything is changed: a mistyped base would look like a contribution that lacks nothing.
     *
     * @throws ConfigException if nothing is
     */
    public void requireChange() {
        if (change.files().isEmpty()) {
            throw ConfigException.of(
                    "nothing is changed since " + change.base() + ", so there is nothing to judge",
                    "name what the change is to be merged into with --base, and the commit that holds it with --head");
        }
    }

    private record Reading(ChangeRequest request, Git git) {

        GitChange read() throws IOException {
            Path folder = root();
            String head = commit(folder, request.head().orElse("HEAD"))
                    .orElseThrow(() -> ConfigException.of(
                            request.head().orElse("HEAD") + " is no commit of " + request.repository(),
                            "name one, or commit something"));
            String base = base(folder, head);
            Map<String, String> variables = new HashMap<>();
            LocalDate date = LocalDate.now(ZoneId.systemDefault());
            String after;
            if (request.patch().isPresent()) {
                after = patched(folder, base, request.patch().get(), variables);
            } else if (request.head().isPresent()) {
                after = head;
                date = LocalDate.parse(git.answer(folder, Map.of(), "log", "-1", "--format=%cs", head)
                        .strip());
            } else {
                after = workingTree(folder, head, variables);
            }
            TwoTrees trees = new TwoTrees(git, folder, variables, base, after);
            List<ChangedFile> changed = trees.changed();
            Change change = new Change(base, date, origin(folder), changed);
            TreeView view = new TreeView(
                    new Blobs(git, folder, variables),
                    trees.entries(base),
                    trees.entries(after),
                    changed,
                    new ScratchFolder(git.scratch())::close);
            return new GitChange(change, view);
        }

        private Path root() throws IOException {
            Path folder = request.repository().toAbsolutePath().normalize();
            String bare = git.answer(folder, Map.of(), "rev-parse", "--is-bare-repository")
                    .strip();
            if (bare.equals("true")) {
                if (request.head().isEmpty() && request.patch().isEmpty()) {
                    throw ConfigException.of(folder + " has no working tree", "name a commit with --head");
                }
                return folder;
            }
            return Path.of(
                    git.answer(folder, Map.of(), "rev-parse", "--show-toplevel").stripTrailing());
        }

        private Optional<String> commit(Path folder, String name) {
            try {
                return Optional.of(git.answer(
                                folder,
                                Map.of(),
                                "rev-parse",
                                "--verify",
                                "--quiet",
                                "--end-of-options",
                                name + "^{commit}")
                        .strip());
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private String base(Path folder, String head) throws IOException {
            if (request.patch().isPresent() && request.base().isEmpty()) {
                return head;
            }
            if (request.base().filter(String::isBlank).isPresent()) {
                throw ConfigException.of(
                        "--base is given without a name",
                        "name what the change is to be merged into, such as --base upstream/develop");
            }
            Optional<String> named = request.base().flatMap(name -> commit(folder, name));
            if (request.base().isPresent() && named.isEmpty()) {
                throw ConfigException.of(
                        request.base().get() + " is no commit of " + folder,
                        "fetch it, such as: git fetch upstream; or name another with --base");
            }
            String base = named.or(() -> BASES.stream()
                            .flatMap(name -> commit(folder, name).stream())
                            .findFirst())
                    .orElseThrow(() -> ConfigException.of(
                            folder + " has none of the branches " + String.join(", ", BASES),
                            "name what the change is to be merged into with --base"));
            if (request.patch().isPresent()) {
                return base;
            }
            try {
                return git.answer(folder, Map.of(), "merge-base", base, head).strip();
            } catch (IOException e) {
                throw ConfigException.of(
                        "the change has no commit in common with " + base,
                        "fetch its history, such as: git fetch --unshallow; or name another base with --base");
            }
        }

        private String origin(Path folder) {
            try {
                return git.answer(folder, Map.of(), "config", "--get-regexp", "^remote\\..*\\.url$")
                        .strip();
            } catch (IOException e) {
                return "";
            }
        }

        /** What git writes goes into the scratch folder; what it reads may come from the repository. */
        private Path apart(Path folder, Map<String, String> variables) throws IOException {
            Path objects = Files.createDirectory(git.scratch().resolve("objects"));
            String known = git.answer(folder, Map.of(), "rev-parse", "--git-path", "objects")
                    .stripTrailing();
            Path index = git.scratch().resolve("index");
            variables.put("GIT_OBJECT_DIRECTORY", objects.toString());
            variables.put(
                    "GIT_ALTERNATE_OBJECT_DIRECTORIES", folder.resolve(known).toString());
            variables.put("GIT_INDEX_FILE", index.toString());
            return index;
        }

        private String patched(Path folder, String base, Path patch, Map<String, String> variables) throws IOException {
            apart(folder, variables);
            git.answer(folder, variables, "read-tree", base);
            if (!Files.isRegularFile(patch)) {
                throw ConfigException.of(
                        "there is no patch " + patch, "make it, such as: git diff upstream/develop... > my.patch");
            }
            try {
                git.answer(
                        folder,
                        variables,
                        "apply",
                        "--cached",
                        "--whitespace=nowarn",
                        patch.toAbsolutePath().toString());
            } catch (IOException e) {
                throw GitFailure.ofPatch(patch, base, e);
            }
            return git.answer(folder, variables, "write-tree").strip();
        }

        private String workingTree(Path folder, String head, Map<String, String> variables) throws IOException {
            String known = git.answer(folder, Map.of(), "rev-parse", "--git-path", "index")
                    .stripTrailing();
            Path index = apart(folder, variables);
            Path current = folder.resolve(known);
            if (Files.isRegularFile(current)) {
                Files.copy(current, index);
            } else {
                git.answer(folder, variables, "read-tree", head);
            }
            Path names = Files.createTempFile(git.scratch(), "names-", ".txt");
            ByteArrayOutputStream wanted = new ByteArrayOutputStream();
            variables.putAll(git.withoutFilters(folder));
            git.write(names, Path.of("/dev/null"), folder, variables, "diff-files", "-z", "--name-only");
            addSmall(folder, Files.readAllBytes(names), wanted);
            git.write(
                    names, Path.of("/dev/null"), folder, variables, "ls-files", "-z", "--others", "--exclude-standard");
            addSmall(folder, Files.readAllBytes(names), wanted);
            Files.write(names, wanted.toByteArray());
            git.write(
                    git.scratch().resolve("added.txt"),
                    names,
                    folder,
                    variables,
                    "-c",
                    "core.safecrlf=false",
                    // Into one pack: a file for each of thousands of objects takes three times as long.
                    "-c",
                    "core.bigFileThreshold=1",
                    "update-index",
                    "-z",
                    "--add",
                    "--remove",
                    "--stdin");
            return git.answer(folder, variables, "write-tree").strip();
        }

        /** Names stay bytes, whatever they are written in; a folder is another repository. */
        private static void addSmall(Path folder, byte[] names, ByteArrayOutputStream wanted) throws IOException {
            int from = 0;
            for (int at = 0; at < names.length; at++) {
                if (names[at] == 0) {
                    boolean isFolder = at > from && names[at - 1] == '/';
                    if (!isFolder
                            && size(folder, new String(names, from, at - from, StandardCharsets.UTF_8))
                                    <= LARGEST_ADDED) {
                        wanted.write(Arrays.copyOfRange(names, from, at + 1));
                    }
                    from = at + 1;
                }
            }
        }

        private static long size(Path folder, String name) throws IOException {
            try {
                Path file = folder.resolve(name);
                return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            } catch (java.nio.file.InvalidPathException e) {
                return 0;
            }
        }
    }
}
