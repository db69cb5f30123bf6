// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tipcjunit.stage.FolderState;

/**
 * Where a training may have written its weights: a config names a file, the beginning of its name, or a folder with a file for
 * all tensors or for each of them.
 *
 * @param planned what the config names
 */
record WeightFiles(Path planned) {

    /** How deep weights lie in a folder. */
    private static final int DEPTH = 4;

    private static final String USUAL = ".pdparams";

    /** Get what is there, the most likely file first. */
    List<Path> present() {
        List<Path> found = new ArrayList<>();
        addFile(planned, found);
        addFile(planned.resolveSibling(planned.getFileName() + USUAL), found);
        if (Files.isDirectory(planned)) {
            List<Path> inside = files(planned, DEPTH);
            inside.stream().filter(WeightFiles::isUsual).forEach(found::add);
            inside.stream().filter(file -> !isUsual(file)).forEach(found::add);
        }
        String beginning = planned.getFileName() + ".";
        files(planned.resolveSibling(".").normalize(), 1).stream()
                .filter(file -> file.getFileName().toString().startsWith(beginning) && !found.contains(file))
                .forEach(found::add);
        return found;
    }

    /** Find what was written since; a folder where its files are several, or no usual form of all weights together. */
    Optional<Path> written(FolderState before) {
        List<Path> files = present().stream()
                .filter(found -> before.isNew(found) && !isEmpty(found))
                .toList();
        Optional<Path> file = files.stream().findFirst();
        if (files.stream().filter(found -> isInside(found) && isUsual(found)).count() > 1) {
            return Optional.of(planned);
        }
        return file.filter(found -> !isInside(found) || isUsual(found)).or(() -> file.map(found -> planned));
    }

    /** Find weights of the planned name in other folders near: scripts and trainings disagree by one level. */
    Optional<Path> elsewhere(FolderState before) {
        Path folder = planned.resolveSibling(".").normalize();
        while (!Files.isDirectory(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        String name = planned.getFileName().toString();
        WeightPattern pattern = new WeightPattern(planned);
        return files(folder, DEPTH).stream()
                .filter(file -> pattern.calls(file.getFileName().toString())
                        || file.getFileName().toString().equals(name + USUAL))
                .filter(file -> before.isNew(file) && !isEmpty(file))
                .findFirst();
    }

    private boolean isInside(Path file) {
        return file.startsWith(planned) && !file.equals(planned);
    }

    private static void addFile(Path file, List<Path> found) {
        if (Files.isRegularFile(file)) {
            found.add(file);
        }
    }

    private static boolean isUsual(Path file) {
        return file.toString().endsWith(USUAL);
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static List<Path> files(Path folder, int depth) {
        try (Stream<Path> inside = Files.walk(folder, depth)) {
            return inside.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
