// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an interpreter says about itself and its Paddle, as a JSON file.
 *
 * <p>Read token by token: data binding alone would take longer than everything else when an environment is there already.
 *
 * @param fingerprint what the description holds for; empty as long as that is not known
 */
record Description(
        String fingerprint,
        String sitePackages,
        String paddleLibrary,
        String pythonVersion,
        String paddleVersion,
        String paddleCommit,
        List<String> packages) {

    /** Read one that {@code describe.py} or {@link #write} wrote. */
    static Description read(Path file) throws IOException {
        Map<String, List<String>> fields = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            String name = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = parser.getText();
                } else if (token == JsonToken.VALUE_STRING) {
                    fields.computeIfAbsent(name, key -> new ArrayList<>()).add(parser.getText());
                }
            }
        }
        return new Description(
                fields.containsKey("fingerprint") ? single(fields, "fingerprint", file) : "",
                single(fields, "sitePackages", file),
                single(fields, "paddleLibrary", file),
                single(fields, "pythonVersion", file),
                single(fields, "paddleVersion", file),
                single(fields, "paddleCommit", file),
                fields.getOrDefault("packages", List.of()));
    }

    void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("fingerprint", fingerprint);
            json.writeStringField("sitePackages", sitePackages);
            json.writeStringField("paddleLibrary", paddleLibrary);
            json.writeStringField("pythonVersion", pythonVersion);
            json.writeStringField("paddleVersion", paddleVersion);
            json.writeStringField("paddleCommit", paddleCommit);
            json.writeArrayFieldStart("packages");
            for (String name : packages) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    Description with(String newFingerprint) {
        return new Description(
                newFingerprint, sitePackages, paddleLibrary, pythonVersion, paddleVersion, paddleCommit, packages);
    }

    private static String single(Map<String, List<String>> fields, String name, Path file) throws IOException {
        List<String> values = fields.getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw new IOException(file + " lacks '" + name + "'");
        }
        return values.get(0);
    }
}
