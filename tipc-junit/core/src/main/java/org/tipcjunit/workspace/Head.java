// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is checked out in a work tree.
 *
 * @param git asks git
 * @param root the work tree's top folder
 * @param gitDirectory git's own folder of this work tree
 * @param commit the commit's id
 */
record Head(Git git, Path root, String gitDirectory, String commit) {

    /** Get what is checked out; empty before the first commit. */
    static Optional<Head> of(Git git, Path root) throws IOException {
        String gitDirectory =
                git.answer(root, Map.of(), "rev-parse", "--absolute-git-dir").strip();
        try {
            String commit = git.answer(root, Map.of(), "rev-parse", "--verify", "-q", "HEAD^{commit}")
                    .strip();
            return Optional.of(new Head(git, root, gitDirectory, commit));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Get the letter that git shows for each file of the user's index: small ones are assumed to be unchanged, S is skipped. */
    Map<String, Character> flags() throws IOException {
        Map<String, Character> flags = new HashMap<>();
        for (String entry : git.names(root, Map.of(), "ls-files", "-v", "-z")) {
            flags.put(entry.substring(2), entry.charAt(0));
        }
        return flags;
    }

    boolean isSparse() {
        try {
            return git.answer(root, Map.of(), "config", "--type=bool", "core.sparseCheckout")
                    .strip()
                    .equals("true");
        } catch (IOException e) {
            return false; // It is not set.
        }
    }
}
