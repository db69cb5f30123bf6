// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A script of this repository, run as people run it.
 *
 * @param status how it ended
 * @param output what it printed, errors among it
 */
record ScriptRun(int status, String output) {

    /** Run a command in a folder, with the variables of this process and those given; one without a value is taken away. */
    static ScriptRun of(Path folder, Map<String, String> variables, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ScriptRun(process.waitFor(), output);
    }
}
