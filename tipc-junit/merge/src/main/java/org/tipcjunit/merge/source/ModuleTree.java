// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The Python modules of a repository at one moment, and the names that each gives to whoever imports it.
 *
 * <p>A place is the path of a module without its ending, or that of a package's folder. Not thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ModuleTree {

    /** Stands for names that nobody can say. */
    /** What every module has. */
    private static final Set<String> EVERYWHERE =
            Set.of("__name__", "__doc__", "__file__", "__path__", "__dict__", "__package__", "__spec__", "__loader__");

    private static final String ANY = "?";

    private static final String INIT = "/__init__.py";

    private final Set<String> paths;
    private final Folders folders;
    private final Function<String, Optional<PythonFile>> reader;
    private final Map<String, Set<String>> names = new HashMap<>();

    /**
     * Create the modules of a repository.
     *
     * @param paths its files
     * @param reader reads one of them
     */
    public ModuleTree(Collection<String> paths, Function<String, Optional<PythonFile>> reader) {
        this.paths = Set.copyOf(paths);
        this.folders = Folders.of(paths);
        this.reader = reader;
    }

    /** Get the place of a Python file. */
    public static String place(String path) {
        return path.endsWith(INIT)
                ? path.substring(0, path.length() - INIT.length())
                : path.substring(0, path.length() - ".py".length());
    }

    /** Get the file of a module or package; that of a package first; the place itself where it has none. */
    public String file(String place) {
        if (folders.all().contains(place)) {
            return place + INIT;
        }
        return paths.contains(place + ".py") ? place + ".py" : place;
    }

    /** Whether there is a module or a package, also one that is compiled. */
    public boolean has(String place) {
        if (place.isEmpty() || folders.all().contains(place) || paths.contains(place + ".py")) {
            return true;
        }
        String folder = place.substring(0, Math.max(0, place.lastIndexOf('/')));
        return folders.files().getOrDefault(folder, List.of()).stream().anyMatch(path -> path.startsWith(place + "."));
    }

    /** Whether a module, which is there, may give a name: its own, that of a star, or that of a module of a package. */
    public boolean gives(String place, String name) {
        if (EVERYWHERE.contains(name)) {
            return true;
        }
        if (folders.all().contains(place) && has(place + "/" + name)) {
            return true;
        }
        Set<String> given = names(place);
        return given.contains(name) || given.contains(ANY);
    }

    /** Get the places that an import of a file may lead to: a module of others' names may lie in any folder above the file. */
    public List<String> places(PythonImport used, String path) {
        String module = used.module().replace('.', '/');
        if (used.level() > 0) {
            List<String> way = List.of(path.split("/", -1));
            // A package whose folder is that of the repository, or above it, is called as nobody here knows.
            return used.level() < way.size()
                    ? List.of(String.join("/", way.subList(0, way.size() - used.level()))
                            + (module.isEmpty() ? "" : "/" + module))
                    : List.of();
        }
        List<String> places = new ArrayList<>();
        String folder = path;
        while (!folder.isEmpty()) {
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
            places.add(folder.isEmpty() ? module : folder + "/" + module);
        }
        return places;
    }

    /** Whether an import of a file leads to a module of the repository that may give a name; to a module for an empty one. */
    public boolean resolves(PythonImport used, String path, String name) {
        return places(used, path).stream().anyMatch(place -> has(place) && (name.isEmpty() || gives(place, name)));
    }

    /** Get all names that a module has, {@code ?} among them where nobody can say; none where it is no Python. */
    public Set<String> names(String place) {
        Set<String> known = names.get(place);
        if (known == null) {
            known = new HashSet<>();
            collect(place, known, new HashSet<>());
            names.put(place, known);
        }
        return known;
    }

    private void collect(String place, Set<String> found, Set<String> seen) {
        String path = file(place);
        if (!seen.add(path)) {
            return;
        }
        if (!paths.contains(path)) {
            // A folder without a file gives its modules alone, and what is compiled says nothing.
            if (!folders.all().contains(place)) {
                found.add(ANY);
            }
            return;
        }
        Optional<PythonFile> file =
                reader.apply(path).filter(read -> read.problem().isEmpty());
        if (file.isEmpty()) {
            found.add(ANY);
            return;
        }
        file.get().top().stream()
                .filter(name -> !isInCircle(path, name, file.get(), seen))
                .forEach(found::add);
        file.get().imports().stream()
                .filter(used -> used.names().contains("*"))
                .forEach(used -> star(used, path, found, seen));
    }

    /** Whether a module only takes a name of those that are being asked for it, and that have no such module. */
    private boolean isInCircle(String path, String name, PythonFile file, Set<String> seen) {
        return file.imports().stream()
                .anyMatch(used -> used.bound().contains(name)
                        && used.names().contains(name)
                        && !used.optional()
                        && places(used, path).stream().anyMatch(place -> seen.contains(file(place)))
                        && places(used, path).stream().noneMatch(place -> has(place + "/" + name)));
    }

    private void star(PythonImport used, String path, Set<String> found, Set<String> seen) {
        Optional<String> place = places(used, path).stream().filter(this::has).findFirst();
        if (place.isEmpty()) {
            found.add(ANY);
            return;
        }
        Optional<Set<String>> exported = reader.apply(file(place.get())).flatMap(PythonFile::exported);
        if (exported.isPresent()) {
            found.addAll(exported.get());
            return;
        }
        Set<String> all = new HashSet<>();
        collect(place.get(), all, seen);
        all.stream().filter(name -> !name.startsWith("_")).forEach(found::add);
    }
}
