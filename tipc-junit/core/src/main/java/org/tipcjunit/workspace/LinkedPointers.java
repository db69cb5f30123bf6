// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows files that a commit holds as pointers of Git LFS, also where its filter is not installed.
 *
 * @param git asks git
 * @param root the work tree's top folder
 */
record LinkedPointers(Git git, Path root) {

    /** The form of a pointer: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md. */
    private static final Pattern POINTER = Pattern.compile(
            "version https://git-lfs\\.github\\.com/spec/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize ([0-9]+)\n");

    private static final int LARGEST = 1024;

    /** Whether the commit holds, under a name, a pointer to just what a file holds. */
    boolean leadsTo(String name, Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String object = "HEAD:" + name;
        try {
            if (Long.parseLong(
                            git.answer(root, Map.of(), "cat-file", "-s", object).strip())
                    > LARGEST) {
                return false;
            }
            Matcher pointer = POINTER.matcher(git.answer(root, Map.of(), "cat-file", "blob", object));
            return pointer.matches()
                    && Long.parseLong(pointer.group(2)) == Files.size(file)
                    && pointer.group(1).equals(DataDigest.sha256(file));
        } catch (IOException | NumberFormatException e) {
            return false; // Not to be had, so not known to be equal.
        }
    }
}
