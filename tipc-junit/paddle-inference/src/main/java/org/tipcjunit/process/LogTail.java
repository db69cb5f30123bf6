// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The end of a log, fit for a failure message.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class LogTail {

    private static final int WINDOW = 256 * 1024;
    private static final int LONGEST_LINE = 500;

    private LogTail() {}

    /**
     * Get the last lines of a log.
     *
     * @param log a file of any content and size; never {@code null}
     * @param n how many lines at most; not negative
     * @return the last lines that are not blank, oldest first, without control characters, lines of more than 500 characters
     *     shortened; empty when the file is missing, unreadable or blank; never {@code null}
     */
    public static List<String> lastLines(Path log, int n) {
        String text;
        try {
            text = new String(end(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
        List<String> lines =
                text.lines().map(LogTail::shown).filter(line -> !line.isBlank()).toList();
        return List.copyOf(lines.subList(Math.max(0, lines.size() - n), lines.size()));
    }

    /**
     * Get a line as it may be shown among others.
     *
     * @param line as a program wrote it; never {@code null}
     * @return without colours and other control characters, shortened where it has more than 500; never {@code null}
     */
    public static String shown(String line) {
        // Colours (CSI sequences) first, then whatever else a terminal would act on.
        String plain = line.replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "").replaceAll("[\\p{Cntrl}&&[^\t]]", "");
        return plain.length() <= LONGEST_LINE ? plain : plain.substring(0, LONGEST_LINE) + "...";
    }

    private static byte[] end(Path log) throws IOException {
        if (!Files.isRegularFile(log)) {
            return new byte[0];
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            byte[] bytes = new byte[(int) Math.min(length, WINDOW)];
            file.seek(length - bytes.length);
            file.readFully(bytes);
            return bytes;
        }
    }
}
