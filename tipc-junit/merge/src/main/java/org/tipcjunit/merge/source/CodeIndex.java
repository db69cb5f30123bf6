// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Which Python imports or says a name, without a search through all of it for each name.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CodeIndex {

    /**
     * An import in a file.
     *
     * @param file the file
     * @param used what it imports
     */
    public record Use(PythonFile file, PythonImport used) {}

    private final Map<String, List<Use>> imports = new HashMap<>();
    private final Map<String, List<PythonFile>> words = new HashMap<>();

    CodeIndex(Collection<PythonFile> files) {
        for (PythonFile file : files) {
            if (!isPackage(file)) {
                addImports(file);
            }
            file.strings().keySet().forEach(word -> words.computeIfAbsent(word, key -> new ArrayList<>())
                    .add(file));
        }
    }

    private void addImports(PythonFile file) {
        for (PythonImport used : file.imports()) {
            Set<String> names = new HashSet<>(used.names());
            names.add(module(file, used));
            names.forEach(name ->
                    imports.computeIfAbsent(name, key -> new ArrayList<>()).add(new Use(file, used)));
        }
    }

    /** Whether a file is the list of what lies in its package. */
    public static boolean isPackage(PythonFile file) {
        return file.path().endsWith("/__init__.py");
    }

    /** Get the last part of what an import leads to; {@code from . import} leads to the folder of its file, or to one above it. */
    private static String module(PythonFile file, PythonImport used) {
        if (!used.module().isEmpty()) {
            return used.module().substring(used.module().lastIndexOf('.') + 1);
        }
        String folder = used.folder(file.path());
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    /** Get the imports that speak of a name: of a module or a package of this name, or of what is called so in one; a package's own list of its modules is left out. */
    public List<Use> imports(String name) {
        return imports.getOrDefault(name, List.of());
    }

    /** Get the files that have a name as a text. */
    public List<PythonFile> saying(String name) {
        return words.getOrDefault(name, List.of());
    }
}
