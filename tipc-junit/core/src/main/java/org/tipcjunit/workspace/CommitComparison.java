// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.workspace.CopiedState.Uncommitted;

/**
 * Compares a fresh working copy with the commit that is checked out, file by file.
 *
 * <p>The index is a new one of that commit, so that neither flags of the user's index ({@code assume-unchanged},
 * {@code skip-worktree}) nor settings that hide files decide what is looked at, and git hashes the copy itself, as its attributes say:
 * line endings and the like are no differences. Filters run where the user's own settings name them, never those that the checkout
 * configures.
 */
final class CommitComparison {

    private static final int TOLD = 20;

    /** Without caches of the user's, and with every file of the commit, also of a sparse checkout. */
    private static final List<String> PLAIN = List.of(
            "-c", "core.sparseCheckout=false", "-c", "core.untrackedCache=false", "-c", "core.splitIndex=false");

    private final WorkspaceRequest request;
    private final FileSelection selection;
    private final Git git;
    private final Set<Path> ownLinks;
    private final List<String> differences = new ArrayList<>();
    private final List<Uncommitted> besides = new ArrayList<>();
    private final Set<Path> committed = new HashSet<>();

    /**
     * Get a comparison that is made once.
     *
     * @param ownLinks links of the checkout that the copy has otherwise, or not at all
     */
    CommitComparison(WorkspaceRequest request, FileSelection selection, Git git, Set<Path> ownLinks) {
        this.request = request;
        this.selection = selection;
        this.git = git;
        this.ownLinks = ownLinks;
    }

    CopiedState compare() {
        Checkout checkout = request.checkout();
        if (!selection.isKnownToGit()) {
            return CopiedState.unknown();
        }
        try {
            Optional<Head> head = Head.of(git, checkout.root());
            if (head.isEmpty() || !isCommitted(checkout)) {
                return CopiedState.unknown();
            }
            compare(checkout.root(), head.get());
            data();
            return new CopiedState(Optional.of(head.get().commit()), told(), besides);
        } catch (IOException e) {
            return CopiedState.unknown();
        }
    }

    /** A folder that the commit of an enclosing repository does not hold is no part of it. */
    private boolean isCommitted(Checkout checkout) throws IOException {
        return checkout.root().equals(checkout.repository())
                || !git.names(
                                checkout.root(),
                                Map.of(),
                                "ls-tree",
                                "-z",
                                "HEAD",
                                checkout.root().relativize(checkout.repository()) + "/")
                        .isEmpty();
    }

    /** Compare the copy of a repository, and of those in it, with their commits. */
    private void compare(Path root, Head head) throws IOException {
        Path copy = copyOf(root);
        Map<String, Path> inside = new LinkedHashMap<>();
        for (Path nested : selection.nested()) {
            if (!nested.equals(root) && nested.startsWith(root)) {
                inside.put(root.relativize(nested).toString(), nested);
            }
        }
        Path index = Files.createTempFile(git.scratch(), "git-index-", "");
        Files.delete(index);
        try {
            Map<String, String> variables = new HashMap<>(git.withoutFilters(root));
            variables.put("GIT_DIR", head.gitDirectory());
            variables.put("GIT_WORK_TREE", copy.toString());
            variables.put("GIT_INDEX_FILE", index.toString());
            git.answer(copy, variables, plain("read-tree", "HEAD"));
            Map<String, String> gitlinks = new HashMap<>();
            for (String entry : git.names(copy, variables, plain("ls-files", "-z", "--stage"))) {
                String name = entry.substring(entry.indexOf('\t') + 1);
                committed.add(root.resolve(name));
                if (entry.startsWith("160000 ")) {
                    gitlinks.put(name, entry.split(" ", 3)[1]);
                }
            }
            List<String> entries = git.names(
                    copy,
                    variables,
                    plain(
                            "status",
                            "--porcelain",
                            "-z",
                            "--untracked-files=all",
                            "--no-renames",
                            "--ignore-submodules=all"));
            if (!entries.isEmpty()) {
                Differing differing = new Differing(root, head, gitlinks.keySet(), inside.keySet());
                for (String entry : entries) {
                    differing.add(entry.charAt(1), entry.substring(3));
                }
                differing.end();
            }
            forms(root, new CommittedForms(git, copy, variables));
            nested(root, inside, gitlinks);
        } finally {
            Files.deleteIfExists(index);
        }
    }

    private void forms(Path root, CommittedForms forms) throws IOException {
        for (String name : forms.strangeKeywords()) {
            String told = shown(root.resolve(name)) + " is not as in the commit";
            if (differences.stream().noneMatch(told::equals)) {
                differences.add(told + " between the ends of a keyword, where git does not look ($Id: ... $)");
            }
        }
        int filtered = forms.filtered();
        if (filtered > 0) {
            besides.add(new Uncommitted(
                    "files that git compared by a filter of the user's settings",
                    root.equals(request.checkout().root()) ? "." : shown(root),
                    filtered,
                    ""));
        }
    }

    private void nested(Path root, Map<String, Path> inside, Map<String, String> gitlinks) throws IOException {
        for (Map.Entry<String, Path> nested : inside.entrySet()) {
            Optional<Head> head = Head.of(git, nested.getValue());
            String shown = shown(root.resolve(nested.getKey()));
            String commit = head.map(Head::commit).orElse("no commit");
            String wanted = gitlinks.get(nested.getKey());
            // One in another that lies here is told with that one.
            boolean direct = inside.keySet().stream()
                    .noneMatch(other -> Path.of(nested.getKey()).startsWith(other) && !other.equals(nested.getKey()));
            if (!direct) {
                continue;
            }
            if (wanted == null) {
                differences.add(
                        shown + " is a repository of its own, at " + commit + ", which the commit does not hold");
            } else if (!wanted.equals(commit)) {
                differences.add("the submodule " + shown + " is at " + commit + ", and in the commit at " + wanted);
            }
            if (head.isPresent()) {
                compare(nested.getValue(), head.get());
            }
        }
    }

    private static String[] plain(String... arguments) {
        List<String> all = new ArrayList<>(PLAIN);
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    private Path copyOf(Path file) {
        return request.directory()
                .resolve(request.checkout().root().relativize(file).toString())
                .normalize();
    }

    private String shown(Path file) {
        return request.checkout().root().relativize(file).toString();
    }

    /** What came along because the user named it: data may lie in no commit, code may not. */
    private void data() throws IOException {
        for (Path named : request.data()) {
            Path source = request.checkout().repository().resolve(named).normalize();
            if (!source.startsWith(request.checkout().root())) {
                continue;
            }
            DataDigest digest = DataDigest.of(source, copyOf(source), committed);
            digest.code()
                    .forEach(file -> differences.add(
                            shown(file) + " is code that lies in no commit, and came along with the data " + named));
            digest.uncommitted("data that no commit holds", shown(source)).ifPresent(besides::add);
        }
    }

    private boolean isData(Path file) {
        return request.data().stream()
                .map(data -> request.checkout().repository().resolve(data).normalize())
                .anyMatch(file::startsWith);
    }

    private List<String> told() {
        if (differences.size() <= TOLD) {
            return differences;
        }
        List<String> told = new ArrayList<>(differences.subList(0, TOLD));
        told.add("and " + (differences.size() - TOLD) + " more");
        return told;
    }

    /** The entries of one repository that git does not find as in the commit. */
    private final class Differing {

        private final Path root;
        private final Set<String> gitlinks;
        private final Set<String> repositories;
        private final Map<String, Character> flags;
        private final boolean sparse;
        private final LinkedPointers pointers;
        private int notCheckedOut;

        Differing(Path root, Head head, Set<String> gitlinks, Set<String> repositories) throws IOException {
            this.root = root;
            this.gitlinks = gitlinks;
            this.repositories = repositories;
            this.flags = head.flags();
            this.sparse = head.isSparse();
            this.pointers = new LinkedPointers(git, root);
        }

        void add(char state, String name) throws IOException {
            Path file = root.resolve(name);
            char flag = flags.getOrDefault(name, 'H');
            if (gitlinks.contains(name) || selection.isLeftOut(file) || isCommittedLink(file, name)) {
                return;
            }
            if (state == '?') {
                boolean ofAnother = repositories.stream().anyMatch(Path.of(name)::startsWith);
                if (!ofAnother && !isData(file)) {
                    differences.add(shown(file) + " lies in no commit");
                }
            } else if (state == 'D' && flag == 'S' && sparse && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                notCheckedOut++;
            } else if (state == 'D') {
                differences.add(shown(file) + " of the commit is missing" + hidden(flag));
            } else if (differences.size() > TOLD || !pointers.leadsTo(name, copyOf(file))) {
                differences.add(shown(file) + " is not as in the commit" + hidden(flag));
            }
        }

        /** Whether the copy has a link otherwise than the checkout, in which it is as in the commit. */
        private boolean isCommittedLink(Path file, String name) throws IOException {
            return ownLinks.contains(file)
                    && Files.readSymbolicLink(file)
                            .toString()
                            .equals(git.answer(root, Map.of(), "cat-file", "blob", "HEAD:" + name));
        }

        void end() {
            if (notCheckedOut > 0) {
                besides.add(new Uncommitted(
                        "files of the commit that a sparse checkout left out",
                        root.equals(request.checkout().root()) ? "." : shown(root),
                        notCheckedOut,
                        ""));
            }
        }

        private static String hidden(char flag) {
            if (flag == 'S' || flag == 's') {
                return " (git was told not to look at it: skip-worktree)";
            }
            return Character.isLowerCase(flag) ? " (git was told not to look at it: assume-unchanged)" : "";
        }
    }
}
