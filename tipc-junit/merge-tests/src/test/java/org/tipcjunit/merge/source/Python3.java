// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The Python that tests of rules have files parsed by. */
public final class Python3 {

    private Python3() {}

    /**
     * Get the first {@code python3} on the PATH that is a program. Before it may come a script, such as that of pyenv, which starts
     * twenty shells each time: more than all that is tested.
     */
    public static String onPath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .filter(file -> !isScript(file))
                .map(Path::toString)
                .findFirst()
                .orElse("python3");
    }

    private static boolean isScript(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return content.read() == '#' && content.read() == '!';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
