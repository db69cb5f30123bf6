// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tipcjunit.config.ConfigFile;

/** Configs that nothing is wrong with, one for each layout, and altered copies of them. */
final class Samples {

    static final List<String> NAMES =
            List.of("common", "tutorial", "remote_sensing", "serving", "paddle2onnx", "infer_cpp");

    private Samples() {}

    static String text(String name) {
        try (InputStream stream = Objects.requireNonNull(Samples.class.getResourceAsStream(name + ".txt"), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(String name) {
        return new ArrayList<>(text(name).lines().toList());
    }

    static ConfigFile config(List<String> lines) {
        return ConfigFile.of(Path.of("net.txt"), String.join("\n", lines) + "\n");
    }

    /** Get the common sample with the line at {@code index}, from 0, replaced. */
    static ConfigFile common(int index, String line) {
        List<String> lines = lines("common");
        lines.set(index, line);
        return config(lines);
    }
}
