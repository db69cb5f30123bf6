// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A file of text that a repository hands in.
 *
 * @param text its content; empty where it could not be read
 * @param problem why it could not be read; empty when it could
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TextFile(String text, Optional<String> problem) {

    private static final long LARGEST = 1L << 24;

    /** Read {@code file} as UTF-8. */
    public static TextFile read(Path file) {
        try {
            long bytes = Files.size(file);
            return bytes > LARGEST
                    ? unreadable("it has " + bytes + " bytes, and a document at most " + LARGEST)
                    : new TextFile(Files.readString(file), Optional.empty());
        } catch (NoSuchFileException e) {
            return unreadable("there is no such file");
        } catch (CharacterCodingException e) {
            return unreadable("it is not UTF-8, which iconv -f GBK -t UTF-8 makes of a Chinese text");
        } catch (IOException e) {
            return unreadable("it cannot be read: " + e.getMessage());
        }
    }

    private static TextFile unreadable(String problem) {
        return new TextFile("", Optional.of(problem));
    }
}
