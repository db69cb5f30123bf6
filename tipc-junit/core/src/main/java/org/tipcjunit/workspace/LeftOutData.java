// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Data that a command looked for in a working copy, and that only the user's checkout has, since git ignores it and nobody named it.
 *
 * @param wanted what the command looked for, as it said so
 * @param data the outermost file or folder of it that the working copy lacks, relative to the repository
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record LeftOutData(String wanted, String data) {

    /** As Python, shells, OpenCV and Paddle say it. */
    private static final Pattern NOT_THERE =
            Pattern.compile("(?i)no such file|not exist|n't exist|not found|cannot open|can't open|not open file");

    /** As Python says it of a module, and of one that is asked of its package. */
    private static final Pattern NO_MODULE =
            Pattern.compile("^ModuleNotFoundError: No module named '([A-Za-z_][\\w.]*)'"
                    + "|^ImportError: cannot import name '([A-Za-z_]\\w*)' from '([A-Za-z_][\\w.]*)'");

    private static final Pattern QUOTED = Pattern.compile("'([^']+)'|\"([^\"]+)\"|`([^`]+)`");
    private static final Pattern WORD = Pattern.compile("[^\\s'\"`,;()\\[\\]{}<>=]+");

    /**
     * Find it in what a command printed.
     *
     * @param output the last lines
     * @param directory the folder in the working copy that the command ran in
     * @param copy the working copy of the whole checkout
     * @param repository the user's repository
     */
    public static Optional<LeftOutData> in(List<String> output, Path directory, Path copy, Path repository) {
        Checkout checkout = Checkout.of(repository);
        return output.stream()
                .filter(line -> NOT_THERE.matcher(line).find())
                .flatMap(LeftOutData::paths)
                .flatMap(path -> of(path, directory, copy, checkout).stream())
                .distinct()
                .filter(found -> isIgnored(found, checkout))
                .findFirst();
    }

    /**
     * Find a module that a command imported in vain, whose file git ignores; {@link #wanted} is the module then.
     *
     * @param output what the command printed
     * @param directories the folders in the working copy where Python looks for the repository's modules
     * @param copy the working copy of the whole checkout
     * @param repository the user's repository
     */
    public static Optional<LeftOutData> module(
            List<String> output, List<Path> directories, Path copy, Path repository) {
        Checkout checkout = Checkout.of(repository);
        return output.stream()
                .map(NO_MODULE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1) == null ? found.group(3) + "." + found.group(2) : found.group(1))
                .distinct()
                .flatMap(module -> Stream.of(".py", "")
                        .flatMap(ending -> directories.stream()
                                .flatMap(directory ->
                                        of(module.replace('.', '/') + ending, directory, copy, checkout).stream()))
                        .filter(found -> isIgnored(found, checkout))
                        .map(found -> new LeftOutData(module, found.data)))
                .findFirst();
    }

    private static boolean isIgnored(LeftOutData found, Checkout checkout) {
        return !IgnoredFiles.among(checkout.repository(), List.of(found.data)).isEmpty();
    }

    private static Stream<String> paths(String line) {
        return Stream.concat(
                QUOTED.matcher(line)
                        .results()
                        .flatMap(quoted -> Stream.of(1, 2, 3).map(quoted::group).filter(text -> text != null)),
                WORD.matcher(line).results().map(MatchResult::group).map(word -> word.replaceFirst("[.:]+$", "")));
    }

    private static Optional<LeftOutData> of(String path, Path directory, Path copy, Checkout checkout) {
        try {
            Path there = directory.resolve(path).normalize();
            return checkout.original(copy, there)
                    .filter(original -> original.startsWith(checkout.repository()))
                    .filter(original -> !Files.exists(there) && Files.exists(original))
                    .map(original -> new LeftOutData(path, outermost(original, copy, checkout)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String outermost(Path original, Path copy, Checkout checkout) {
        Path lacking = original;
        Path above = original.getParent();
        while (above != null && above.startsWith(checkout.repository()) && lacks(copy, above, checkout)) {
            lacking = above;
            above = above.getParent();
        }
        return checkout.repository().relativize(lacking).toString();
    }

    private static boolean lacks(Path copy, Path original, Checkout checkout) {
        return checkout.in(copy, original).filter(Files::exists).isEmpty();
    }
}
