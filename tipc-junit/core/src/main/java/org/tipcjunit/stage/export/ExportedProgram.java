// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.stage.FolderState;

/**
 * A program file that an export wrote.
 *
 * @param file the program, {@code *.pdmodel} or {@code *.json}
 * @param export what was recorded of the export that wrote it, or else of the last one
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ExportedProgram(Path file, Optional<ExportRecord> export) {

    private static final List<String> SUFFIXES = List.of(".pdmodel", ".json");

    /** Look at what lies where {@link #in} finds a program. */
    static FolderState before(Path directory) {
        return called(directory).map(FolderState::of).reduce(FolderState.of(directory), FolderState::and);
    }

    /** Get the programs whose names begin so, where a config names that instead of a folder. */
    private static Stream<Path> called(Path beginning) {
        return SUFFIXES.stream().map(suffix -> beginning.resolveSibling(beginning.getFileName() + suffix));
    }

    /**
     * Find the program in {@code directory} that was exported last; where no export was recorded to write into it, the first
     * one by name; where there is no such folder, the one that is called so.
     */
    public static Optional<ExportedProgram> in(Path directory, List<ExportRecord> exports) {
        return Files.isDirectory(directory)
                ? inFolder(directory, exports)
                : called(directory)
                        .filter(Files::isRegularFile)
                        .filter(file -> Files.exists(parametersOf(file)))
                        .findFirst()
                        .map(file -> new ExportedProgram(file, writing(file, exports)));
    }

    /** Find the program that was exported last, wherever that was, of those that a command names: itself, its prefix or its folder. */
    static Optional<ExportedProgram> namedBy(Command command, List<ExportRecord> exports) {
        Set<Path> named = command.argv().stream()
                .map(word -> word.substring(word.lastIndexOf('=') + 1))
                .flatMap(value -> path(command.workingDirectory(), value).stream())
                .collect(Collectors.toSet());
        return IntStream.iterate(exports.size() - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(exports::get)
                .flatMap(export -> SUFFIXES.stream()
                        .map(suffix -> Path.of(export.path() + suffix).normalize())
                        .filter(Files::isRegularFile)
                        .filter(file -> Stream.of(file, Path.of(export.path()).normalize(), file.getParent())
                                .anyMatch(named::contains))
                        .map(file -> new ExportedProgram(file, Optional.of(export))))
                .findFirst();
    }

    private static Optional<Path> path(Path folder, String value) {
        try {
            return Optional.of(folder.resolve(value).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<ExportRecord> writing(Path file, List<ExportRecord> exports) {
        return exports.stream()
                .filter(export -> SUFFIXES.stream()
                        .map(suffix -> Path.of(export.path() + suffix))
                        .anyMatch(written -> isBelow(written, file)))
                .reduce((first, second) -> second)
                .or(() -> exports.stream().reduce((first, second) -> second));
    }

    private static Optional<ExportedProgram> inFolder(Path directory, List<ExportRecord> exports) {
        // A pipeline's other models lie in folders of their own, deeper than the one that the config names.
        Optional<ExportedProgram> recorded = IntStream.iterate(exports.size() - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(exports::get)
                .flatMap(export -> SUFFIXES.stream()
                        .map(suffix -> Path.of(export.path() + suffix))
                        .filter(file -> Files.isRegularFile(file) && isBelow(file, directory))
                        .map(file -> new ExportedProgram(file, Optional.of(export))))
                .sorted(Comparator.comparingInt(program -> program.file().getNameCount()))
                .findFirst();
        Optional<ExportRecord> last = exports.stream().reduce((first, second) -> second);
        return recorded.or(() -> firstByName(directory).map(file -> new ExportedProgram(file, last)));
    }

    /** Get the parameter file that belongs to the program. */
    public Path parameters() {
        return parametersOf(file);
    }

    private static Path parametersOf(Path program) {
        String name = program.getFileName().toString();
        return program.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".pdiparams");
    }

    private static Optional<Path> firstByName(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".pdmodel")
                            || (file.toString().endsWith(".json") && isPir(file)))
                    .sorted()
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Exports write other JSON files too, so the parameters or the usual name tell which is the program. */
    private static boolean isPir(Path file) {
        return file.getFileName().toString().equals("inference.json") || Files.exists(parametersOf(file));
    }

    private static boolean isBelow(Path file, Path directory) {
        try {
            return file.toRealPath().startsWith(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
