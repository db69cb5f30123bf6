// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Reads what the recorder wrote.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class RecordingReader {

    private RecordingReader() {}

    /**
     * Read the recording of a command that has ended.
     *
     * <p>A process that was killed while it wrote a record keeps all complete ones; the rest becomes a problem of that process.
     *
     * @param directory the folder given to {@link Recorder#environment}
     * @return the recording; without processes where no Python process imported Paddle or asked a service, and did something
     *     to be recorded
     * @throws RecordingException if the folder is missing, or a file in it is damaged or of another recorder's format
     */
    public static Recording read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new RecordingException(
                    "the recording's folder " + directory + " is missing: the command removed it, or was"
                            + " not started with the recorder's environment",
                    "keep the command from cleaning that folder");
        }
        List<JournalFile> journals = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                journals.add(JournalFile.read(file));
            }
        } catch (IOException e) {
            throw new RecordingException("the recording in " + directory + " can't be read: " + e, "", e);
        }
        Map<Long, String> ends = ends(directory.resolve("children"));
        journals.forEach(journal -> journal.ended(ends, status(journal.statusFile())));
        journals.sort(Comparator.comparingLong(JournalFile::started));
        return new Recording(
                directory, journals.stream().map(JournalFile::process).toList());
    }

    /** How children ended that another Python waited for, by their numbers; the last one of each. */
    private static Map<Long, String> ends(Path file) {
        Map<Long, String> ends = new HashMap<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] parts = line.split(" ", 2);
                if (parts.length == 2 && parts[0].matches("[0-9]{1,18}")) {
                    ends.put(Long.parseLong(parts[0]), parts[1]);
                }
            }
        } catch (IOException e) {
            throw new RecordingException("how processes ended, in " + file + ", can't be read: " + e, "", e);
        }
        return ends;
    }

    /** What a process ended with; 0 where the C library was not told to end, or nobody asked it. */
    private static int status(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Math.max(0, in.read());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new RecordingException("how a process ended, in " + file + ", can't be read: " + e, "", e);
        }
    }
}
