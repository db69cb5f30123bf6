// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The lines of a log as a terminal would show them: carriage returns of progress bars start a new line.
 *
 * <p>Scripts may print without end, and must not take the memory of whoever looks. Of a log that is too large the last lines
 * are there, and of those before them the exceptions, since a script that went on after one is judged by it; a first line says
 * what was left out.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class LogLines {

    /** As many characters as fit beside everything else into a heap of 512 MB. */
    static final long MOST_CHARACTERS = 64L << 20;

    private static final int LONGEST_LINE = 1 << 20;
    private static final int PIECE = 1 << 16;
    private static final int MOST_KEPT = 10_000;
    private static final String EXCEPTION = "Traceback (most recent call last):";

    /** Stands in the line before where it is about a destructor's exception. */
    private static final String IGNORED = "Exception ignored in";

    private final long most;
    private final Deque<String> last = new ArrayDeque<>();
    private final List<String> exceptions = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private long characters;
    private long left;
    private boolean inException;

    private LogLines(long most) {
        this.most = most;
    }

    /**
     * Read a log.
     *
     * @param log a file of any content and size; never {@code null}
     * @param printed how many of its bytes are looked at
     * @throws IOException if it cannot be read
     */
    public static List<String> of(Path log, long printed) throws IOException {
        return of(log, printed, MOST_CHARACTERS);
    }

    static List<String> of(Path log, long printed, long most) throws IOException {
        LogLines lines = new LogLines(most);
        // Not a channel: an interrupt of this thread would make the log look unreadable.
        try (FileInputStream bytes = new FileInputStream(log.toFile());
                Reader text = new InputStreamReader(new LimitedStream(bytes, printed), StandardCharsets.UTF_8)) {
            lines.read(text);
        }
        return lines.all();
    }

    private void read(Reader text) throws IOException {
        char[] piece = new char[PIECE];
        boolean returned = false;
        for (int count = text.read(piece); count >= 0; count = text.read(piece)) {
            for (int i = 0; i < count; i++) {
                char next = piece[i];
                boolean ofReturn = returned && next == '\n';
                returned = next == '\r';
                if (next == '\r' || (next == '\n' && !ofReturn)) {
                    end();
                } else if (!ofReturn && line.length() < LONGEST_LINE) {
                    line.append(next);
                }
            }
        }
        if (line.length() > 0) {
            end();
        }
    }

    private void end() {
        last.add(line.toString());
        characters += line.length();
        line.setLength(0);
        while (characters > most && last.size() > 1) {
            String oldest = last.remove();
            characters -= oldest.length();
            leave(oldest);
        }
    }

    /** An exception is its first line, its frames, which are indented, and the line that names it. */
    private void leave(String oldest) {
        left++;
        boolean begins = oldest.contains(EXCEPTION) || oldest.contains(IGNORED);
        if ((begins || inException) && exceptions.size() < MOST_KEPT) {
            exceptions.add(oldest);
        }
        inException = begins || (inException && oldest.startsWith(" "));
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(last.size() + exceptions.size() + 1);
        if (left > 0) {
            all.add("[tipc] " + left + " lines are left out here: the log is larger than " + (most >> 20)
                    + " MiB; exceptions among them follow, then its end");
            all.addAll(exceptions);
        }
        all.addAll(last);
        return all;
    }
}
