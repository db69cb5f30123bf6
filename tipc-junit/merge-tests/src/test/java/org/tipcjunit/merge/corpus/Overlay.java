// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.change.Change;
import org.tipcjunit.merge.change.ChangeKind;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.GitChange;
import org.tipcjunit.merge.change.RepositoryView;

/** A merged change with something left out of it. */
final class Overlay {

    private final GitChange merged;
    private final Map<String, Optional<String>> texts = new HashMap<>();
    private final Map<String, String> moved = new HashMap<>();

    Overlay(GitChange merged) {
        this.merged = merged;
    }

    Overlay with(String path, String text) {
        texts.put(path, Optional.of(text));
        return this;
    }

    Overlay without(String path) {
        texts.put(path, Optional.empty());
        return this;
    }

    /** Leave a file as it was before the change, which is not at all where it is new. */
    Overlay unchanged(String path) {
        texts.put(path, merged.view().before(path).map(FileContent::text));
        return this;
    }

    Overlay moved(String path, String to) {
        String text = merged.view().read(path).map(FileContent::text).orElse("");
        moved.put(path, to);
        return without(path).with(to, text);
    }

    GitChange change() {
        List<ChangedFile> files = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ChangedFile file : merged.change().files()) {
            seen.add(file.path());
            if (moved.containsKey(file.path())) {
                files.add(new ChangedFile(moved.get(file.path()), ChangeKind.ADDED));
                seen.add(moved.get(file.path()));
                continue;
            }
            Optional<String> text = texts.getOrDefault(file.path(), Optional.of("?"));
            Optional<FileContent> before = merged.view().before(file.path());
            boolean same = texts.containsKey(file.path()) && text.equals(before.map(FileContent::text));
            if (text.isPresent() && !same) {
                files.add(file);
            } else if (text.isEmpty() && before.isPresent()) {
                files.add(new ChangedFile(file.path(), ChangeKind.DELETED));
            }
        }
        texts.keySet().stream()
                .filter(path -> texts.get(path).isPresent() && !seen.contains(path))
                .forEach(path -> files.add(new ChangedFile(path, ChangeKind.MODIFIED)));
        Change change = merged.change();
        return new GitChange(
                new Change(change.base(), change.date(), change.origin(), files), View.of(merged.view(), texts));
    }

    private record View(RepositoryView merged, Map<String, Optional<String>> texts, Set<String> paths)
            implements RepositoryView {

        static View of(RepositoryView merged, Map<String, Optional<String>> texts) {
            Set<String> paths = new TreeSet<>(merged.paths());
            texts.forEach((path, text) -> {
                if (text.isPresent()) {
                    paths.add(path);
                } else {
                    paths.remove(path);
                }
            });
            return new View(merged, texts, paths);
        }

        @Override
        public Optional<FileContent> read(String path) {
            return texts.containsKey(path)
                    ? texts.get(path).map(text -> FileContent.of(path, text))
                    : merged.read(path);
        }

        @Override
        public Optional<FileContent> before(String path) {
            return merged.before(path);
        }

        @Override
        public Set<String> brokenLinks() {
            return merged.brokenLinks();
        }

        @Override
        public void close() {}
    }
}
