// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

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
 * Demands that what new lines import relatively is there: the module, and the name in it; else the package cannot be imported.
 *
 * <p>Value: {@code missing}.
 */
final class ImportedNames implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        return NewLines.inPython(review, (python, added) -> python.imports().stream()
                .filter(used -> used.level() > 0 && added.contains(used.line()))
                .flatMap(used -> missing(review.sources(), python, used)
                        .map(missing -> Violation.at(python.path(), used.line()).with("missing", missing))
                        .stream())
                .toList());
    }

    private static Optional<String> missing(Sources sources, PythonFile file, PythonImport used) {
        String folder = file.path();
        for (int i = 0; i < used.level(); i++) {
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
        }
        String place =
                used.module().isEmpty() ? folder : folder + "/" + used.module().replace('.', '/');
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
        return used.names().stream()
                .filter(name -> !name.equals("*") && !bound.contains(name))
                .filter(name -> !isPackage
                        || !(sources.has(place + "/" + name + ".py") || sources.hasFolder(place + "/" + name)))
                .map(name -> name + " in " + path)
                .findFirst();
    }
}
