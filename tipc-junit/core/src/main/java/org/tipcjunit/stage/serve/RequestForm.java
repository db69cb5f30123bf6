// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.serving.PipelineRequest;
import org.tipcjunit.stage.PlannedStage;

/**
 * How a service wants to be asked about an image, as the repository's own client does it.
 *
 * @param service the service's name
 * @param key the key of the image's bytes in Base64
 */
record RequestForm(String service, String key) {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'/]+/([\\w.-]+)/prediction");
    private static final Pattern CREATION = Pattern.compile("\\w\\(\\s*(?:name\\s*=\\s*)?[\"']([\\w.-]+)[\"']\\s*\\)");
    private static final Pattern KEYS = Pattern.compile("[\"']key[\"']\\s*:\\s*\\[([^\\]]*)\\]");
    private static final Pattern FED = Pattern.compile("feed_dict\\s*=\\s*\\{\\s*[\"']([\\w.-]+)[\"']\\s*:");
    private static final Pattern WORD = Pattern.compile("[\"']([\\w.-]+)[\"']");
    private static final Pattern STATED = Pattern.compile("([\\w.-]+):([\\w.-]+)");

    /** Why the form is not known, and what to do. */
    static final class UnknownFormException extends Exception {

        private static final long serialVersionUID = 1L;

        private UnknownFormException(String message) {
            super(message);
        }
    }

    /**
     * Find the form in what the user stated, or in the repository's client and service scripts.
     *
     * @throws UnknownFormException if neither tells it
     */
    static RequestForm of(Optional<String> stated, List<PlannedStage> clients, PlannedStage service)
            throws UnknownFormException {
        if (stated.isPresent()) {
            Matcher matcher = STATED.matcher(stated.get());
            if (!matcher.matches()) {
                throw new UnknownFormException(
                        "'" + stated.get() + "' is no service and key; write them like digits:image");
            }
            return new RequestForm(matcher.group(1), matcher.group(2));
        }
        List<String> asking = clients.stream().flatMap(RequestForm::script).toList();
        List<String> serving = script(service).toList();
        String name = first(ADDRESS, asking)
                .or(() -> first(CREATION, serving))
                .orElseThrow(() -> new UnknownFormException(
                        "no client holds an address like http://127.0.0.1:18080/NAME/prediction, and the service's script"
                                + " creates no service with a name"));
        return new RequestForm(
                name,
                key(asking)
                        .orElseThrow(() -> new UnknownFormException(
                                "no client sends one image as {\"key\": [\"image\"], \"value\": [...]}")));
    }

    private static Optional<String> key(List<String> scripts) {
        for (String script : scripts) {
            Matcher matcher = KEYS.matcher(script);
            while (matcher.find()) {
                List<String> keys = new ArrayList<>();
                Matcher word = WORD.matcher(matcher.group(1));
                while (word.find()) {
                    keys.add(word.group(1));
                }
                if (keys.size() == 1) {
                    return Optional.of(keys.get(0));
                }
            }
        }
        return first(FED, scripts);
    }

    private static Optional<String> first(Pattern pattern, List<String> scripts) {
        return scripts.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private static Stream<String> script(PlannedStage stage) {
        return stage.script().stream().flatMap(file -> {
            try {
                return Stream.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            } catch (IOException e) {
                return Stream.empty(); // The stage itself says that its script is missing.
            }
        });
    }

    /**
     * Get the request about one image.
     *
     * @throws IOException if the image cannot be read
     */
    PipelineRequest about(Path image, long number) throws IOException {
        return new PipelineRequest(
                service, List.of(key), List.of(Base64.getEncoder().encodeToString(Files.readAllBytes(image))), number);
    }
}
