// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * Configs of real repositories with the commands that the repositories' own scripts run for them.
 *
 * @param folder the folder with {@code commands.jsonl} and the configs that it names
 * @param entries the runs, in the file's order
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Corpus(Path folder, List<CorpusEntry> entries) {

    static final String COMMANDS = "commands.jsonl";

    public Corpus {
        entries = List.copyOf(entries);
    }

    /**
     * Read the corpus in {@code folder}.
     *
     * @throws IllegalArgumentException if {@code folder} holds no corpus, or a line of it cannot be read; the message names
     *     file and line
     * @throws UncheckedIOException if its commands cannot be read
     */
    public static Corpus read(Path folder) {
        Path file = folder.resolve(COMMANDS);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(new Problem(
                            Place.nowhere(),
                            folder + " is no corpus: it has no file " + COMMANDS,
                            "give the folder that holds " + COMMANDS + " and the configs that it names")
                    .text());
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        ObjectReader reader = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build()
                .readerFor(CorpusEntry.Json.class);
        List<CorpusEntry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                CorpusEntry.Json json = reader.readValue(lines.get(i));
                entries.add(json.entry());
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        file + ":" + (i + 1) + ": no run of a script: " + e.getOriginalMessage(), e);
            }
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException(file + " names no run, so there is nothing to compare");
        }
        return new Corpus(folder, entries);
    }
}
