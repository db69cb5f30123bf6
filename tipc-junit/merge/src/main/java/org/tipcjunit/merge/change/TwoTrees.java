// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tipcjunit.workspace.Git;

/**
 * What a change starts from and what it leaves, as trees of git's.
 *
 * @param git asks git
 * @param folder the repository
 * @param variables where git finds objects that are not the repository's
 * @param before the tree before
 * @param after the tree after
 */
record TwoTrees(Git git, Path folder, Map<String, String> variables, String before, String after) {

    /** More files than these, on both sides, are compared by their whole content only. */
    private static final String RENAMES = "-l200";

    /** Files of two models are often alike by half; of one that was moved, little else is changed. */
    private static final int LEAST_ALIKE = 75;

    private static boolean isMoved(String status) {
        return Integer.parseInt(status.substring(1)) >= LEAST_ALIKE;
    }

    /** List what differs. */
    List<ChangedFile> changed() throws IOException {
        List<String> parts = git.names(
                folder,
                variables,
                "diff-tree",
                "-r",
                "-z",
                "--name-status",
                "-M",
                RENAMES,
                "--no-ext-diff",
                before,
                after);
        List<ChangedFile> files = new ArrayList<>();
        int at = 0;
        while (at + 1 < parts.size()) {
            String status = parts.get(at);
            String path = parts.get(at + 1);
            at += 2;
            switch (status.charAt(0)) {
                case 'R' -> {
                    String to = parts.get(at);
                    at++;
                    if (isMoved(status)) {
                        files.add(new ChangedFile(to, ChangeKind.RENAMED, path));
                    } else {
                        files.add(new ChangedFile(path, ChangeKind.DELETED));
                        files.add(new ChangedFile(to, ChangeKind.ADDED));
                    }
                }
                case 'A' -> files.add(new ChangedFile(path, ChangeKind.ADDED));
                case 'D' -> files.add(new ChangedFile(path, ChangeKind.DELETED));
                default -> files.add(new ChangedFile(path, ChangeKind.MODIFIED));
            }
        }
        return files;
    }

    /** List a tree, by path. */
    Map<String, TreeEntry> entries(String tree) throws IOException {
        Map<String, TreeEntry> entries = new LinkedHashMap<>();
        for (String line : git.names(folder, variables, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)) {
            int tab = line.indexOf('\t');
            List<String> words = new ArrayList<>();
            for (String word : line.substring(0, tab).split(" ", -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
            // "-" for a commit of another repository, "BAD" for what a partial clone lacks.
            long size = Character.isDigit(words.get(3).charAt(0)) ? Long.parseLong(words.get(3)) : -1;
            entries.put(line.substring(tab + 1), new TreeEntry(words.get(0), words.get(2), size));
        }
        return entries;
    }
}
