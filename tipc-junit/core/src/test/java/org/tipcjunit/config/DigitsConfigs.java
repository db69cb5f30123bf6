// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The project's own configs, and altered copies of them. */
public final class DigitsConfigs {

    private DigitsConfigs() {}

    /** The config of the small training. */
    public static Path lite() {
        return configs().resolve("train_infer_python.txt");
    }

    /** The config of the whole training. */
    public static Path whole() {
        return configs().resolve("whole_train_infer_python.txt");
    }

    /** Get the 51 lines of the config of the small training, to be altered. */
    public static List<String> lines() {
        try {
            return new ArrayList<>(Files.readAllLines(lite()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Write a config with altered lines; each alteration is a line of the layout and its new text. */
    public static Path altered(Path file, Object... lineAndText) {
        List<String> lines = lines();
        for (int i = 0; i < lineAndText.length; i += 2) {
            lines.set((Integer) lineAndText[i], (String) lineAndText[i + 1]);
        }
        try {
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path configs() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path configs = folder.resolve("test_tipc/configs/digits");
            if (Files.isDirectory(configs)) {
                return configs;
            }
        }
        throw new IllegalStateException("no test_tipc/configs/digits at or above the working directory");
    }
}
