// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Finds test images. */
@API(status = Status.INTERNAL, since = "0.1")
public final class TestImages {

    private static final List<String> SUFFIXES =
            List.of(".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".webp", ".tif", ".tiff");

    private TestImages() {}

    /** Get the file, or the images at or below the folder, sorted; none where there is neither. */
    public static List<Path> at(Path place) {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> SUFFIXES.stream()
                            .anyMatch(suffix ->
                                    file.toString().toLowerCase(Locale.ROOT).endsWith(suffix)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
