// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.RepositoryView;

/**
 * The files of a repository as the change leaves them, each read once.
 *
 * <p>Not thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Sources {

    private final RepositoryView view;
    private final PythonReader reader;
    private final Map<String, PythonFile> pythons = new HashMap<>();
    private final Map<String, YamlFile> yamls = new HashMap<>();
    private final Map<String, MarkdownFile> markdowns = new HashMap<>();

    private final Map<List<String>, Definitions> definitions = new HashMap<>();
    private final Map<String, BitSet> added = new HashMap<>();
    private final Map<Class<?>, Object> once = new HashMap<>();

    /** Create sources of a repository. */
    public Sources(RepositoryView view, PythonReader reader) {
        this.view = view;
        this.reader = reader;
    }

    /** Get the repository itself. */
    public RepositoryView view() {
        return view;
    }

    /** Get the paths of all files that meet a condition, in their order. */
    public List<String> paths(Predicate<String> condition) {
        return view.paths().stream().filter(condition).toList();
    }

    /** Whether there is a file of this path. */
    public boolean has(String path) {
        return view.paths().contains(path);
    }

    /** Whether there is a file below this folder. */
    public boolean hasFolder(String folder) {
        return folders().all().contains(folder);
    }

    /** Get the paths of the files in a folder itself, in their order. */
    public List<String> in(String folder) {
        return folders().files().getOrDefault(folder, List.of());
    }

    private Folders folders() {
        return once(Folders.class, () -> Folders.of(view.paths()));
    }

    /**
     * Get what several judges need, and what is worked out for the first of them.
     *
     * @param type what it is; there is one of each type
     * @param work how it is worked out
     */
    public <T> T once(Class<T> type, Supplier<T> work) {
        Object known = once.get(type);
        if (known == null) {
            known = work.get();
            once.put(type, known);
        }
        return type.cast(known);
    }

    /** Get the numbers, from 1, of the lines that a changed file did not have before; the caller's own. */
    public BitSet newLines(ChangedFile file) {
        return (BitSet)
                added.computeIfAbsent(file.path(), path -> newLinesOf(file)).clone();
    }

    private BitSet newLinesOf(ChangedFile file) {
        BitSet numbers = new BitSet();
        view.read(file.path()).filter(FileContent::isText).ifPresent(content -> {
            Set<String> before = view.before(file.oldPath())
                    .filter(FileContent::isText)
                    .map(old -> new HashSet<>(old.lines()))
                    .orElseGet(HashSet::new);
            int number = 0;
            for (String line : content.lines()) {
                number++;
                numbers.set(number, !before.contains(line));
            }
        });
        return numbers;
    }

    /** Get an index of Python files. */
    public CodeIndex index(Collection<String> paths) {
        return new CodeIndex(pythons(paths));
    }

    /** Read a text; empty where there is none. */
    public Optional<String> text(String path) {
        return view.read(path).filter(FileContent::isText).map(FileContent::text);
    }

    /** Read a Python file; empty where there is none. */
    public Optional<PythonFile> python(String path) {
        return pythons(List.of(path)).stream().findFirst();
    }

    /** Read Python files together, which is much faster than one by one; what is not there is left out. */
    public List<PythonFile> pythons(Collection<String> paths) {
        Set<String> wanted = new LinkedHashSet<>(paths);
        List<FileContent> unread = new ArrayList<>();
        for (String path : wanted) {
            if (!pythons.containsKey(path)) {
                view.read(path).ifPresent(unread::add);
            }
        }
        if (!unread.isEmpty()) {
            reader.read(unread).forEach(file -> pythons.put(file.path(), file));
        }
        return wanted.stream().filter(pythons::containsKey).map(pythons::get).toList();
    }

    /** Read Python files as they were before the change. */
    public List<PythonFile> pythonsBefore(Collection<FileContent> files) {
        return files.isEmpty() ? List.of() : reader.read(files);
    }

    /** Get what the Python below these folders defines. */
    public Definitions definitions(List<String> folders) {
        return definitions.computeIfAbsent(
                folders,
                places -> new Definitions(pythons(paths(path ->
                        path.endsWith(".py") && places.stream().anyMatch(place -> path.startsWith(place + "/"))))));
    }

    /** Read a YAML file; empty where there is none. */
    public Optional<YamlFile> yaml(String path) {
        return Optional.ofNullable(yamls.get(path)).or(() -> view.read(path).map(content -> {
            YamlFile file = YamlReader.read(content);
            yamls.put(path, file);
            return file;
        }));
    }

    /** Read a Markdown file as it was before the change; empty where there was none. */
    public Optional<MarkdownFile> markdownBefore(ChangedFile file) {
        return view.before(file.oldPath()).filter(FileContent::isText).map(MarkdownReader::read);
    }

    /** Read what a document says, without its comments; empty where there is none. */
    public Optional<String> said(String path) {
        return markdown(path).map(MarkdownFile::said);
    }

    /** Read what a document shows as text, without its comments and blocks of code; empty where there is none. */
    public Optional<String> shown(String path) {
        return markdown(path).map(MarkdownFile::shown);
    }

    /** Read a Markdown file; empty where there is none. */
    public Optional<MarkdownFile> markdown(String path) {
        return Optional.ofNullable(markdowns.get(path)).or(() -> view.read(path).map(content -> {
            MarkdownFile file = MarkdownReader.read(content);
            markdowns.put(path, file);
            return file;
        }));
    }
}
