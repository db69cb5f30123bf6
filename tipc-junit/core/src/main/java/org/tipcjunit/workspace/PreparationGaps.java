// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells whether what failed in a preparation leaves something out and nothing by halves.
 *
 * @param repository where the preparation ran
 * @param begun when it began
 */
record PreparationGaps(Path repository, Instant begun) {

    private static final Pattern FAILURE = Pattern.compile("[^:]*:\\d+: status \\d+: (.*)");
    private static final Pattern FETCHES =
            Pattern.compile("\\b(?:wget|curl|aria2c|axel|gdown|git|git-lfs)\\b|\\bdownload\\w*\\.(?:py|sh)\\b");
    private static final Pattern INSTALLS =
            Pattern.compile("\\b(?:pip[0-9.]*|uv|conda|apt|apt-get|yum|make|cmake)\\b|setup\\.py");
    private static final Pattern FOLLOWS =
            Pattern.compile("(?:cd|pushd|popd|mv|cp|ln|cat|ls|head|tail|sed|awk|chmod|mkdir|rm|source|\\.) .*");
    private static final Pattern UNPACKS =
            Pattern.compile("(?:.*[;&] ?|.*\\$\\()?(?:tar|unzip|gunzip|gzip|bunzip2|7z|unrar|xz) (.*)");
    private static final Pattern WORDS = Pattern.compile("[\\s;&|()\"']+");
    private static final Pattern ARCHIVE = Pattern.compile("\\.(?:tar|t?gz|tgz|bz2|tbz2?|zip|xz|7z|rar)$");

    /** A script goes no deeper for what it fetches, and data sets have very many files. */
    private static final int DEPTH = 6;

    /** Whether each of the failures is one of something that fetches or installs, or follows from one before. */
    boolean areAll(List<String> failures) {
        boolean missing = false;
        for (String failure : failures) {
            Matcher matcher = FAILURE.matcher(failure);
            String command = matcher.matches() ? matcher.group(1) : "";
            if (FETCHES.matcher(command).find()) {
                if (words(command).anyMatch(this::isLeftHalf)) {
                    return false;
                }
                missing = true;
            } else if (INSTALLS.matcher(command).find()) {
                missing = true;
            } else if (!missing || !follows(command)) {
                return false;
            }
        }
        return true;
    }

    private static Stream<String> words(String command) {
        return WORDS.splitAsStream(command).filter(word -> !word.isEmpty() && !word.startsWith("-"));
    }

    /** An archive that is there in part may have left half of what it holds, which looks like data. */
    private boolean follows(String command) {
        Matcher unpacks = UNPACKS.matcher(command);
        return unpacks.matches()
                ? words(unpacks.group(1)).noneMatch(this::isArchiveThere)
                : FOLLOWS.matcher(command).matches();
    }

    private boolean isLeftHalf(String word) {
        String name = lastPart(word.replaceFirst("[?#].*", ""));
        return name.contains(".")
                && !name.contains("$")
                && isThere((file, attributes) -> file.endsWith(name)
                        && !attributes.lastModifiedTime().toInstant().isBefore(begun));
    }

    /** What a variable names is looked for among the archives that are new. */
    private boolean isArchiveThere(String word) {
        if (word.contains("$")) {
            return isThere(
                    (file, attributes) -> ARCHIVE.matcher(file.toString()).find()
                            && !attributes.lastModifiedTime().toInstant().isBefore(begun));
        }
        String name = lastPart(word);
        return ARCHIVE.matcher(name).find() && isThere((file, attributes) -> file.endsWith(name));
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private boolean isThere(BiPredicate<Path, BasicFileAttributes> wanted) {
        try (Stream<Path> files = Files.find(
                repository,
                DEPTH,
                (file, attributes) ->
                        attributes.isRegularFile() && attributes.size() > 0 && wanted.test(file, attributes))) {
            return files.findAny().isPresent();
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }
}
