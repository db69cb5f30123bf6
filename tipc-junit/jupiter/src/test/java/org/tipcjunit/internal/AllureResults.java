// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Allure wrote about the tests of one run.
 *
 * @param folder where it wrote
 * @param tests the results, by the name of the test's method
 */
record AllureResults(Path folder, Map<String, Result> tests) {

    /**
     * A result.
     *
     * @param name what reports call it
     * @param historyId what connects it with the results of other runs
     * @param status such as {@code passed}
     * @param labels values by name
     * @param attachments by title, those of its steps among them
     * @param steps the names of its steps
     */
    record Result(
            String name,
            String historyId,
            String status,
            Map<String, List<String>> labels,
            Map<String, Attachment> attachments,
            List<String> steps) {}

    /**
     * An attachment.
     *
     * @param type the media type
     * @param file the content
     */
    record Attachment(String type, Path file) {}

    static AllureResults read(Path folder) {
        ObjectMapper json = new ObjectMapper();
        Map<String, Result> tests = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith("-result.json"))
                    .toList()) {
                JsonNode result = json.readTree(file.toFile());
                Result read = result(folder, result);
                String name = read.labels()
                        .getOrDefault("testMethod", List.of(read.name()))
                        .get(0);
                if (tests.put(name, read) != null) {
                    throw new IllegalStateException("two results of " + name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AllureResults(folder, tests);
    }

    private static Result result(Path folder, JsonNode result) {
        Map<String, List<String>> labels = new TreeMap<>();
        result.get("labels")
                .forEach(label -> labels.computeIfAbsent(label.get("name").asText(), name -> new ArrayList<>())
                        .add(label.get("value").asText()));
        Map<String, Attachment> attachments = new TreeMap<>();
        attachments(folder, result, attachments);
        List<String> steps = new ArrayList<>();
        result.get("steps").forEach(step -> {
            steps.add(step.get("name").asText());
            attachments(folder, step, attachments);
        });
        return new Result(
                result.get("name").asText(),
                result.get("historyId").asText(),
                result.get("status").asText(),
                labels,
                attachments,
                steps);
    }

    private static void attachments(Path folder, JsonNode of, Map<String, Attachment> attachments) {
        of.get("attachments")
                .forEach(attachment -> attachments.put(
                        attachment.get("name").asText(),
                        new Attachment(
                                attachment.get("type").asText(),
                                folder.resolve(attachment.get("source").asText()))));
    }
}
