// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.variations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody's repository does otherwise than the one in {@code base}, and what is right to say of it.
 *
 * <p>A file of variations begins with a sentence. Lines follow that tell what is right: {@code expect CLAUSE STATUS|STATUS}, or
 * {@code never PATTERN} of the report; {@code like NAME} where another variation stands for it in everyday builds; and
 * {@code pictures COUNT}, {@code place FOLDER} or {@code folders} where it needs other pictures. Then come whole files, after
 * {@code === PATH}, and edits, after {@code ~~~ PATH}: the text that stands there once, {@code --->}, and what stands in its place.
 */
record Variation(
        Path file,
        Map<String, Set<String>> expected,
        List<String> never,
        int pictures,
        String place,
        boolean folders,
        Optional<String> like,
        List<Change> changes) {

    private static final String FILE = "=== ";
    private static final String EDIT = "~~~ ";
    private static final String BECOMES = "--->\n";

    /** A file of the repository as it becomes: {@code original} is empty where all of it is new. */
    record Change(String path, String original, String becomes) {}

    static Variation in(Path file) {
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        List<String> never = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        int pictures = 6;
        String place = "pictures";
        boolean folders = false;
        Optional<String> like = Optional.empty();
        String[] parts = read(file).split("(?m)^(?=(?:=== |~~~ ))");
        for (String line : parts[0].lines().skip(1).toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "expect" -> expected.put(words[1], Set.of(words[2].split("\\|")));
                case "never" -> never.add(line.substring("never ".length()));
                case "pictures" -> pictures = Integer.parseInt(words[1]);
                case "place" -> place = words[1];
                case "folders" -> folders = true;
                case "like" -> like = Optional.of(words[1]);
                default -> throw new IllegalStateException(file + " has a line of no known kind: " + line);
            }
        }
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            int end = part.indexOf('\n');
            changes.add(change(file, part.substring(0, end), part.substring(end + 1)));
        }
        if (expected.isEmpty() && never.isEmpty()) {
            throw new IllegalStateException(file + " expects nothing");
        }
        return new Variation(file, expected, never, pictures, place, folders, like, changes);
    }

    private static Change change(Path file, String head, String body) {
        if (head.startsWith(FILE)) {
            return new Change(head.substring(FILE.length()), "", body);
        }
        int becomes = body.indexOf(BECOMES);
        if (!head.startsWith(EDIT) || becomes <= 0) {
            throw new IllegalStateException(file + " has a change of no known kind: " + head);
        }
        String original = body.substring(0, becomes).stripTrailing();
        return new Change(
                head.substring(EDIT.length()),
                original,
                body.substring(becomes + BECOMES.length()).stripTrailing());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    String name() {
        return file.getFileName().toString().replaceFirst("\\.variation$", "");
    }

    /** Make the repository with its changes; edits that change nothing, or more than one place, are refused. */
    void into(Path base, Path repository) throws IOException {
        try (var files = Files.walk(base)) {
            for (Path from : files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains("__pycache__"))
                    .toList()) {
                Path to = repository.resolve(base.relativize(from).toString());
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
            }
        }
        for (int i = 0; i < pictures; i++) {
            String name = folders ? "%s/%d.png".formatted("abc".charAt(i % 3), i / 3) : i + ".png";
            StripePictures.write(repository.resolve(place).resolve(name), i);
        }
        for (Change change : changes) {
            Path path = repository.resolve(change.path());
            Files.createDirectories(path.getParent());
            Files.writeString(path, change.original().isEmpty() ? change.becomes() : edited(path, change));
        }
    }

    private String edited(Path path, Change change) throws IOException {
        String text = Files.readString(path);
        int first = text.indexOf(change.original());
        if (first < 0 || text.indexOf(change.original(), first + 1) >= 0) {
            throw new IllegalStateException(
                    name() + ": " + change.path() + " does not hold exactly once: " + change.original());
        }
        return text.replace(change.original(), change.becomes());
    }

    @Override
    public String toString() {
        return name();
    }
}
