// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Says what a folder holds, for messages about files that are not there. */
@API(status = Status.INTERNAL, since = "0.1")
public final class Listing {

    private static final int MOST = 10;

    private Listing() {}

    /** Say what the closest folder above a missing file holds, since it may lie only one level beside. */
    public static String nearest(Path missing) {
        Path folder = missing.resolveSibling(".").normalize();
        while (!Files.isDirectory(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return "the folder " + folder + " holds " + of(folder);
    }

    /** Name the first files at or below {@code directory}. */
    public static String of(Path directory) {
        if (!Files.isDirectory(directory)) {
            return "nothing (it does not exist)";
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .limit(MOST)
                    .toList();
            return names.isEmpty() ? "no file" : String.join(", ", names);
        } catch (IOException | UncheckedIOException e) {
            return "files that cannot be listed: " + e;
        }
    }
}
