// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tipcjunit.workspace.FolderContents;

/**
 * What is known of a stage that ran and was kept: what it ran on, and what it left.
 *
 * @param version the version of this form
 * @param stage the stage's name
 * @param ended when it ended, as {@code 2026-01-31T12:00:00Z}
 * @param host the machine that it ran on
 * @param millis how long it took
 * @param leftovers processes that it left behind
 * @param inputs digests of all that it ran with, by what it is
 * @param before digests of the working copy as it found it
 * @param left digests of what it wrote or changed there; {@value #GONE} for what it removed
 * @param folder digests of its own folder: log, recording, settings
 */
record KeptStage(
        int version,
        String stage,
        String ended,
        String host,
        long millis,
        List<String> leftovers,
        Map<String, String> inputs,
        Map<String, String> before,
        Map<String, String> left,
        Map<String, String> folder) {

    static final int VERSION = 1;
    static final String GONE = "gone";

    KeptStage {
        leftovers = List.copyOf(leftovers);
        inputs = Map.copyOf(inputs);
        before = Map.copyOf(before);
        left = Map.copyOf(left);
        folder = Map.copyOf(folder);
    }

    static KeptStage read(Path file) throws IOException {
        return new ObjectMapper().readValue(Files.readAllBytes(file), KeptStage.class);
    }

    void write(Path file) throws IOException {
        Files.write(file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    /** Get what a stage changed in its working copy. */
    static Map<String, String> changes(Map<String, String> before, Map<String, String> after) {
        Map<String, String> changes = new TreeMap<>();
        after.forEach((path, digest) -> {
            if (!digest.equals(before.get(path))) {
                changes.put(path, digest);
            }
        });
        before.keySet().stream().filter(path -> !after.containsKey(path)).forEach(path -> changes.put(path, GONE));
        return changes;
    }

    /** Get why it would not do the same again; empty where everything that it ran on is as it was. */
    Optional<String> difference(Map<String, String> inputsNow, Map<String, String> copyNow) {
        if (version != VERSION) {
            return Optional.of("it was kept by another version of tipc-junit");
        }
        return FolderContents.difference(inputs, inputsNow)
                .or(() -> FolderContents.difference(code(before), code(copyNow)));
    }

    /** Documents are judged and not run; everything else may matter to a command. */
    private static Map<String, String> code(Map<String, String> contents) {
        Map<String, String> code = new TreeMap<>(contents);
        code.keySet().removeIf(path -> {
            String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
            return name.matches("readme.*|.*\\.md|certification\\.properties");
        });
        return code;
    }
}
