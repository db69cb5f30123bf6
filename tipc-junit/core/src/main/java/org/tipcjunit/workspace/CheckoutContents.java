// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.ProcessRunner;

/**
 * What a working copy would hold if it were made now.
 *
 * @param commit the commit that is checked out; empty where there is none
 * @param digests the digest of each file by its path in the checkout
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CheckoutContents(String commit, Map<String, String> digests) {

    public CheckoutContents {
        digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    }

    /**
     * Look at a checkout, of which nothing is copied or changed.
     *
     * @param request what the working copy is to hold
     * @param runner runs git
     * @param contents reads the files
     * @throws IOException if something of it cannot be read
     */
    public static CheckoutContents of(WorkspaceRequest request, ProcessRunner runner, FolderContents contents)
            throws IOException {
        Path scratch = Files.createTempDirectory("tipc-checkout");
        try {
            Git git = new Git(runner, scratch);
            FileSelection selection = new FileSelection(request, git);
            Set<Path> files = new TreeSet<>(selection.files());
            for (Path data : request.data()) {
                files.addAll(selection.below(request.checkout().repository().resolve(data)));
            }
            Map<String, String> digests = new TreeMap<>();
            Path root = request.checkout().root();
            Links links = new Links(root, contents, new HashSet<>(), digests);
            for (Path file : files) {
                links.add(file, root.relativize(file).toString());
            }
            return new CheckoutContents(commit(request.checkout(), git), digests);
        } finally {
            FolderTree.remove(scratch);
        }
    }

    /**
     * What links lead to that leave the checkout: data may lie elsewhere.
     *
     * @param root the checkout
     * @param contents reads files
     * @param followed where links have led to
     * @param digests what was found
     */
    private record Links(Path root, FolderContents contents, Set<Path> followed, Map<String, String> digests) {

        void add(Path file, String name) throws IOException {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            digests.put(name, contents.of(file, attributes));
            if (attributes.isSymbolicLink() && Files.exists(file)) {
                Path target = file.toRealPath();
                if (!target.startsWith(root) && followed.add(target)) {
                    follow(target, name);
                }
            }
        }

        private void follow(Path target, String name) throws IOException {
            if (!Files.isDirectory(target)) {
                add(target, name + " -> " + target);
                return;
            }
            for (String inside : contents.of(target).keySet()) {
                Path place = target.resolve(inside);
                if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                    add(place, name + "/" + inside);
                }
            }
        }
    }

    private static String commit(Checkout checkout, Git git) throws IOException {
        return checkout.isGit()
                ? Head.of(git, checkout.root()).map(Head::commit).orElse("")
                : "";
    }
}
