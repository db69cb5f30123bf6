// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Finds out how wide the terminal is that is printed to.
 *
 * @param variables the environment variables; {@code COLUMNS} decides where it is set
 * @param output what is printed to, as a file
 */
record TerminalWidth(Map<String, String> variables, Path output) {

    private static final int NARROWEST = 40;
    private static final int PATIENCE_SECONDS = 1;

    /** Get that of this process. */
    static TerminalWidth ofProcess() {
        return new TerminalWidth(System.getenv(), Path.of("/proc/self/fd/1"));
    }

    /** Get the columns to print in; empty for a file or another program, which get whole lines. */
    OptionalInt columns() {
        String stated = variables.getOrDefault("COLUMNS", "");
        return stated.matches("[1-9][0-9]{0,3}") ? atLeastNarrow(stated) : asked();
    }

    private OptionalInt asked() {
        try {
            Path device = output.toRealPath();
            if (!device.toString().matches("/dev/(pts/[0-9]+|tty[0-9A-Za-z]*|console)")) {
                return OptionalInt.empty();
            }
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(device.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            try (BufferedReader answer = stty.inputReader(StandardCharsets.US_ASCII)) {
                String size = String.valueOf(answer.readLine());
                // A terminal that does not know says 0.
                return size.matches("[0-9]+ [1-9][0-9]{0,3}")
                        ? atLeastNarrow(size.substring(size.indexOf(' ') + 1))
                        : OptionalInt.empty();
            }
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    private static OptionalInt atLeastNarrow(String columns) {
        return OptionalInt.of(Math.max(NARROWEST, Integer.parseInt(columns)));
    }
}
