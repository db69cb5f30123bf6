// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The lines of a config before anything is made of them.
 *
 * @param file where they come from, for messages
 * @param lines all physical lines in order
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ConfigFile(Path file, List<ConfigLine> lines) {

    private static final long LARGEST = 1 << 20;

    public ConfigFile {
        lines = List.copyOf(lines);
    }

    /**
     * Read a config.
     *
     * @throws ConfigException if the file is missing, cannot be read, is no UTF-8 text, or is far larger than any config
     */
    public static ConfigFile read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw ConfigException.at(
                        file,
                        1,
                        "the file has " + Files.size(file) + " bytes and is no config",
                        "give a config's path");
            }
            return of(file, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw ConfigException.of(
                    "config " + file + " does not exist",
                    "give the path of a config below test_tipc/configs, relative to the repository or absolute");
        } catch (IOException e) {
            throw ConfigException.of("config " + file + " cannot be read: " + e, "check its permissions");
        }
    }

    /**
     * Take {@code bytes} as the content of {@code file}.
     *
     * @throws ConfigException if the bytes are no UTF-8 text, or hold a NUL character
     */
    public static ConfigFile of(Path file, byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        if (StandardCharsets.UTF_8.newDecoder().decode(rest, text, true).isError()) {
            throw ConfigException.at(
                    file,
                    lineOf(bytes, rest.position()),
                    "the line is no UTF-8 text",
                    "save the file as UTF-8 without byte order mark");
        }
        return of(file, text.flip().toString());
    }

    /**
     * Take {@code text} as the content of {@code file}.
     *
     * @throws ConfigException if the text holds a NUL character, which no argument of a command can hold
     */
    public static ConfigFile of(Path file, String text) {
        List<ConfigLine> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = text.indexOf('\n', from);
            String line = to < 0 ? text.substring(from) : text.substring(from, to);
            if (line.indexOf(0) >= 0) {
                throw ConfigException.at(
                        file,
                        lines.size() + 1,
                        "the line holds a NUL character; the file is no text",
                        "write the line anew, or give the path of a config");
            }
            lines.add(new ConfigLine(lines.size() + 1, line));
            from = to < 0 ? text.length() : to + 1;
        }
        return new ConfigFile(file, lines);
    }

    private static int lineOf(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    /** Get the lines as upstream's scripts index them: lines without any character are gone, lines of blanks are not. */
    public List<ConfigLine> indexed() {
        return lines.stream().filter(line -> !line.text().isEmpty()).toList();
    }

    /** Get the lines that hold {@code word} as a whole word, as scripts search for the header of a block. */
    public List<ConfigLine> headers(String word) {
        return lines.stream().filter(line -> holds(line.text(), word)).toList();
    }

    private static boolean holds(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !isWordCharacter(text.charAt(at - 1)))
                    && (end == text.length() || !isWordCharacter(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWordCharacter(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
