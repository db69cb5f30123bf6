// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.code;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.source.ModuleTree;
import org.tipcjunit.merge.source.PythonFile;

/**
 * The modules before and after a change.
 *
 * @param before those before it
 * @param after those after it
 */
record Trees(ModuleTree before, ModuleTree after) {

    /** What takes a name away without a line less. */
    private static final Pattern TAKING = Pattern.compile("\\bdel\\b|\"\"\"|'''");

    /** The modules after a change, for several judges. */
    private record After(ModuleTree tree) {}

    static ModuleTree after(Review review) {
        return review.sources()
                .once(
                        After.class,
                        () -> new After(new ModuleTree(review.sources().paths(path -> true), path -> review.sources()
                                .python(path))))
                .tree();
    }

    static Trees of(Review review) {
        Set<String> paths = new HashSet<>(review.sources().paths(path -> true));
        Map<String, FileContent> olds = new HashMap<>();
        for (ChangedFile file : review.change().files()) {
            if (file.isNew() || !file.oldPath().equals(file.path())) {
                paths.remove(file.path());
            }
        }
        for (ChangedFile file : review.change().files()) {
            if (!file.isNew()) {
                paths.add(file.oldPath());
                if (file.oldPath().endsWith(".py") && mayLose(review, file)) {
                    review.sources().view().before(file.oldPath()).ifPresent(old -> olds.put(file.oldPath(), old));
                }
            }
        }
        Map<String, PythonFile> read = new HashMap<>();
        review.sources().pythonsBefore(List.copyOf(olds.values())).forEach(file -> read.put(file.path(), file));
        ModuleTree before = new ModuleTree(paths, path -> Optional.ofNullable(read.get(path))
                .or(() -> review.sources().python(path)));
        return new Trees(before, after(review));
    }

    /** Whether a change can take something away from a module: what only adds lines does not. */
    private static boolean mayLose(Review review, ChangedFile file) {
        Optional<FileContent> now = review.sources().view().read(file.path()).filter(FileContent::isText);
        Optional<FileContent> old = review.sources().view().before(file.oldPath());
        if (!file.isThere() || now.isEmpty() || old.isEmpty() || !file.path().equals(file.oldPath())) {
            return true;
        }
        Set<String> lines = new HashSet<>(now.get().lines());
        return !lines.containsAll(old.get().lines())
                || review.sources().newLines(file).stream()
                        .anyMatch(number -> TAKING.matcher(now.get().lines().get(number - 1))
                                .find());
    }
}
