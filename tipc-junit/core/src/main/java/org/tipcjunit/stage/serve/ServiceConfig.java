// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.stage.PlannedStage;

/** Finds the pipeline config that a service reads its ports from. */
final class ServiceConfig {

    private static final String USUAL_NAME = "config.yml";
    private static final Pattern PREPARED =
            Pattern.compile("prepare_pipeline_config\\(\\s*(?:yml_file\\s*=\\s*)?[\"']([^\"']+)[\"']");

    private ServiceConfig() {}

    /** Get the file that the command names, or its script, or else {@value #USUAL_NAME}, in the command's folder. */
    static Path of(PlannedStage serve) {
        Path folder = serve.command().workingDirectory();
        return folder.resolve(inCommand(serve.command().argv())
                        .or(() -> inScript(serve))
                        .orElse(USUAL_NAME))
                .normalize();
    }

    private static Optional<String> inCommand(List<String> argv) {
        for (int i = 0; i < argv.size(); i++) {
            String word = argv.get(i);
            if (word.startsWith("--config=")) {
                return Optional.of(word.substring("--config=".length()));
            }
            if ((word.equals("--config") || word.equals("-c")) && i + 1 < argv.size()) {
                return Optional.of(argv.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inScript(PlannedStage serve) {
        return serve.script().flatMap(script -> {
            try {
                Matcher matcher = PREPARED.matcher(new String(Files.readAllBytes(script), StandardCharsets.UTF_8));
                return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
            } catch (IOException e) {
                return Optional.empty(); // Starting it says so.
            }
        });
    }
}
