// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Finds test images, or what a model is tested with instead: texts, sounds. */
@API(status = Status.INTERNAL, since = "0.1")
public final class TestImages {

    private static final List<String> SUFFIXES =
            List.of(".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".webp", ".tif", ".tiff", ".gif");
    private static final List<String> OF_LISTS = List.of(".txt", ".list", ".lst", ".csv", ".tsv", ".scp");
    private static final long LARGEST_LIST = 16L << 20;
    private static final int MOST_FOLDERS = 6;

    private TestImages() {}

    /**
     * Get what lies at a place, sorted: the images at or below a folder, or, where it has none, its file of test texts, else the
     * files with the most frequent ending; the files that a list names, one a line, potentially with a label after it; else the file. None where there is nothing.
     */
    public static List<Path> at(Path place) {
        if (Files.isRegularFile(place)) {
            return isImage(place) ? List.of(place) : listed(place).orElse(List.of(place));
        }
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> all = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            List<Path> images = all.stream().filter(TestImages::isImage).toList();
            return images.isEmpty() ? TextLines.testSet(all).map(List::of).orElseGet(() -> mostFrequent(all)) : images;
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Whether a file is an image by its name. */
    public static boolean isImage(Path file) {
        return endsWith(file, SUFFIXES);
    }

    private static boolean endsWith(Path file, List<String> suffixes) {
        return suffixes.stream()
                .anyMatch(suffix -> file.toString().toLowerCase(Locale.ROOT).endsWith(suffix));
    }

    private static List<Path> mostFrequent(List<Path> files) {
        Map<String, List<Path>> byEnding = files.stream()
                .collect(Collectors.groupingBy(
                        file -> ending(file.getFileName().toString()), TreeMap::new, Collectors.toList()));
        return byEnding.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        // Parts of data, such as part-0 and part-1, have no ending and are of one kind.
        return dot < 0 ? "" : name.substring(dot);
    }

    /** Get the files that a list names; empty where it is none, as a text that is itself a sample. */
    private static Optional<List<Path>> listed(Path list) {
        try {
            if (!endsWith(list, OF_LISTS) || Files.size(list) > LARGEST_LIST) {
                return Optional.empty();
            }
            List<Path> found = new ArrayList<>();
            for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                Optional<Path> file = named(line, list);
                if (file.isEmpty() && found.isEmpty()) {
                    return Optional.empty();
                }
                file.ifPresent(found::add);
            }
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(found.stream().distinct().sorted().toList());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Find the file that a line begins with; names are relative to the list's folder or to one above it. */
    private static Optional<Path> named(String line, Path list) {
        for (String name : List.of(
                line.strip(),
                line.split("\t", 2)[0].strip(),
                line.split(",", 2)[0].strip(),
                line.strip().split("\\s", 2)[0])) {
            Path folder = list.toAbsolutePath().getParent();
            for (int up = 0; folder != null && up < MOST_FOLDERS; up++) {
                try {
                    Path file = folder.resolve(name).normalize();
                    if (!name.isEmpty() && Files.isRegularFile(file)) {
                        return Optional.of(file);
                    }
                } catch (InvalidPathException e) {
                    break;
                }
                folder = folder.getParent();
            }
        }
        return Optional.empty();
    }
}
