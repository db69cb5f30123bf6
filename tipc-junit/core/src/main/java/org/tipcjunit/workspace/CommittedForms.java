// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What git leaves out of account, as attributes tell it to, when it compares a file with a commit.
 *
 * @param git asks git
 * @param copy the files
 * @param variables what git is asked with
 */
record CommittedForms(Git git, Path copy, Map<String, String> variables) {

    private static final Pattern KEYWORD = Pattern.compile("\\$Id:[^$\n]*\\$");

    /** What git itself writes there. */
    private static final Pattern OF_GIT = Pattern.compile("\\$Id:( [0-9a-f]{40}([0-9a-f]{24})? ?)?\\$");

    /** Get files that hold, between the ends of a keyword, what neither git wrote nor the commit holds: it may be code. */
    List<String> strangeKeywords() throws IOException {
        List<String> strange = new ArrayList<>();
        for (String name : git.names(copy, variables, "ls-files", "-z", "--", ":(attr:ident)")) {
            Path file = copy.resolve(name);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                List<String> keywords = KEYWORD.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .filter(keyword -> !OF_GIT.matcher(keyword).matches())
                        .toList();
                if (!keywords.isEmpty() && !committed(name).containsAll(keywords)) {
                    strange.add(name);
                }
            }
        }
        return strange;
    }

    private Set<String> committed(String name) throws IOException {
        String blob = git.answer(copy, variables, "cat-file", "blob", "HEAD:" + name);
        String bytes = new String(blob.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return KEYWORD.matcher(bytes).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /** Get how many files git reads through a program of the user's own, pointers of LFS aside, which state a digest. */
    int filtered() throws IOException {
        if (!isAnyFilterSet()) {
            return 0;
        }
        return git.names(copy, variables, "ls-files", "-z", "--", ":(attr:filter)", ":(exclude,attr:filter=lfs)")
                .size();
    }

    private boolean isAnyFilterSet() {
        try {
            // A value stands on a line of its own after the name.
            return git
                    .names(copy, variables, "config", "-z", "--get-regexp", "^filter\\..*\\.(clean|process)$")
                    .stream()
                    .anyMatch(
                            entry -> !entry.startsWith("filter.lfs.") && !entry.endsWith("\n") && entry.contains("\n"));
        } catch (IOException e) {
            return false; // None is.
        }
    }
}
