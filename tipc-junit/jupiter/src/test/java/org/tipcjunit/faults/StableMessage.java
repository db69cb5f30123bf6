// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A failure's message without what differs from run to run or from machine to machine: folders get names, decimals and counts
 * of units in the last place become {@code #}, and the lines of logs and plots are left out.
 */
final class StableMessage {

    private StableMessage() {}

    static String of(String message, Path folder) {
        return message.lines()
                .filter(line -> !line.startsWith("    |") && !isPlot(line))
                .map(line -> line.replace(folder.toString(), "<folder>")
                        .replaceAll("/\\S+/environments/(paddle-[0-9.]+)-[0-9a-f]+/venv/bin/python", "<$1>")
                        .replaceAll("runs/[0-9-]+", "runs/<run>")
                        .replaceAll("\\bport \\d{4,5}\\b", "port <port>")
                        .replaceAll("\\bprocess \\d+\\b", "process <pid>")
                        .replaceAll("last \\d+ lines?", "last lines")
                        .replaceAll("(?<![\\d.])-?\\d+\\.\\d+(e-?\\d+)?(?![\\d.])|\\b\\d+e-\\d+", "#")
                        .replaceAll("max (abs|rel) [^,]+,", "max $1 #,")
                        .replaceAll("\\d+ ULP", "# ULP")
                        .replaceAll(", \\d of \\d decisions changed", "")
                        .replaceAll("class \\d, score #, top3: .*", "class #, score #, top3: #")
                        .replaceAll("\\b\\d against \\d\\b", "# against #")
                        .replaceAll("of \\d+ of 16 images", "of # of 16 images")
                        .replaceAll("(class \\d, score #, box \\[#, #, #, #\\](; )?)+", "<objects>")
                        .replaceAll("\\d+ numbers are # ", "# numbers are # ")
                        .replaceAll(
                                "\\d+ of (\\d+) pixels differ, between \\(\\d+, \\d+\\) and \\(\\d+, \\d+\\)",
                                "# of $1 pixels differ, between (#, #) and (#, #)"))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isPlot(String line) {
        return line.matches(" {12} *[0-9.e-]* *\\|.*")
                || line.matches(" {12} *\\+-+")
                || line.matches(" {12} *1 +\\d+");
    }
}
