// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tipcjunit.workspace.Git;

/** The contents of objects of git's, many brought at a time and kept in a file. */
final class Blobs implements Closeable {

    private record Stored(FileChannel answer, long offset, int size) {}

    private final Git git;
    private final Path folder;
    private final Map<String, String> variables;
    private final Map<String, Stored> stored = new HashMap<>();
    private final List<FileChannel> answers = new ArrayList<>();

    Blobs(Git git, Path folder, Map<String, String> variables) {
        this.git = git;
        this.folder = folder;
        this.variables = variables;
    }

    boolean has(String id) {
        return stored.containsKey(id);
    }

    /** Bring objects, in one process. */
    void bring(Collection<String> ids) throws IOException {
        List<String> missing = ids.stream().distinct().filter(id -> !has(id)).toList();
        if (missing.isEmpty()) {
            return;
        }
        Path input = Files.createTempFile(git.scratch(), "objects-", ".txt");
        Path answer = Files.createTempFile(git.scratch(), "objects-", ".bin");
        Files.writeString(input, String.join("\n", missing) + "\n");
        git.write(answer, input, folder, variables, "cat-file", "--batch", "--buffer");
        Files.delete(input);
        FileChannel opened = FileChannel.open(answer);
        answers.add(opened);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(answer), 1 << 16)) {
            long at = 0;
            for (String id : missing) {
                String head = line(in);
                at += head.length() + 1;
                String[] words = head.split(" ", -1);
                // An object that is not there, as in a partial clone, is answered with "ID missing".
                if (words.length == 3) {
                    int size = Integer.parseInt(words[2]);
                    stored.put(id, new Stored(opened, at, size));
                    in.skipNBytes(size + 1L);
                    at += size + 1L;
                }
            }
        }
    }

    /** Get an object that was brought. */
    byte[] read(String id) throws IOException {
        Stored found = stored.get(id);
        if (found == null) {
            throw new IOException("the repository lacks the object " + id);
        }
        ByteBuffer bytes = ByteBuffer.allocate(found.size());
        while (bytes.hasRemaining()) {
            if (found.answer().read(bytes, found.offset() + bytes.position()) < 0) {
                throw new EOFException("git's answer ends in the middle");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        for (FileChannel answer : answers) {
            answer.close();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("git's answer ends in the middle");
            }
            line.write(next);
            next = in.read();
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
