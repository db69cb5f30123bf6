// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonImport;
import org.tipcjunit.merge.source.Sources;

/**
 * Demands that what new lines import of the suite's own packages is there: the module, and the name in it; else the package cannot be
 * imported. An import that may fail is optional, and asked for nothing.
 *
 * <p>Value: {@code missing}.
 */
final class ImportedNames implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        return NewLines.inPython(review, (python, added) -> python.imports().stream()
                .filter(used -> !used.optional() && added.contains(used.line()))
                .flatMap(used -> place(review, python, used).stream()
                        .flatMap(place -> missing(review.sources(), place, used.names()).stream())
                        .map(missing -> Violation.at(python.path(), used.line()).with("missing", missing)))
                .toList());
    }

    /** Get the path that an import leads to, without an ending; empty where it leads to a package of others. */
    private static Optional<String> place(Review review, PythonFile file, PythonImport used) {
        String module = used.module().replace('.', '/');
        if (used.level() == 0) {
            // A file elsewhere may mean another package of that name, which it puts on its own path.
            return Optional.of(module).filter(path -> review.suite().code().stream()
                    .map(root -> root + "/")
                    .anyMatch(
                            root -> (path + "/").startsWith(root) && file.path().startsWith(root)));
        }
        List<String> way = List.of(file.path().split("/", -1));
        // A package whose folder is that of the repository, or above it, is called as nobody here knows.
        return used.level() < way.size()
                ? Optional.of(String.join("/", way.subList(0, way.size() - used.level()))
                        + (module.isEmpty() ? "" : "/" + module))
                : Optional.empty();
    }

    private static Optional<String> missing(Sources sources, String place, List<String> names) {
        boolean isPackage = sources.hasFolder(place);
        if (!isPackage && !sources.has(place + ".py")) {
            boolean isCompiled =
                    !sources.paths(path -> path.startsWith(place + ".")).isEmpty();
            return isCompiled ? Optional.empty() : Optional.of(place + ".py");
        }
        Optional<PythonFile> module = sources.python(isPackage ? place + "/__init__.py" : place + ".py")
                .filter(read -> read.problem().isEmpty());
        if (module.isEmpty()
                || module.get().bound().contains("*")
                || module.get().bound().contains("__getattr__")) {
            return Optional.empty();
        }
        Set<String> bound = module.get().bound();
        String path = module.get().path();
        return names.stream()
                .filter(name -> !name.equals("*") && !bound.contains(name))
                .filter(name -> !isPackage
                        || !(sources.has(place + "/" + name + ".py") || sources.hasFolder(place + "/" + name)))
                .map(name -> name + " in " + path)
                .findFirst();
    }
}
