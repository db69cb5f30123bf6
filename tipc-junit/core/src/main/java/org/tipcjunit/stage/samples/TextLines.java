// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.samples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TestTexts;

/**
 * Reads the texts that a model is tested with from the lines of a file: plain, of columns, or a JSON object each.
 *
 * <p>A file that is itself the sample lies in a folder that is named instead.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class TextLines {

    private static final long LARGEST = 16L << 20;

    /** How files of unlabelled texts are called, where a folder is named. */
    private static final List<String> TEST_SETS = List.of("infer", "predict", "data", "test");

    private static final Set<String> ENDINGS = Set.of("txt", "tsv", "csv", "json", "jsonl");

    /** Names of columns; a first line of nothing else is no text. */
    private static final Set<String> COLUMNS = Set.of(
            ("id qid index idx guid text texts text_a text_b texta textb label labels tag tags sentence sentence1 sentence2"
                            + " query title question question1 question2 context content review source target src tgt")
                    .split(" "));

    private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"|[^,]+");
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cntrl}&&[^\\t\\n\\r\\u0001\\u0002]]");
    private static final Pattern JOINT = Pattern.compile("[\\u0001\\u0002]");
    private static final Pattern FILE_NAME = Pattern.compile("\\S+\\.[A-Za-z]\\w{1,4}(?:[\\s,].*)?");

    private TextLines() {}

    /** Read the texts at a place; none where the samples are files. */
    public static TestTexts at(Path place) {
        List<Path> files = TestImages.at(place);
        boolean one = files.size() == 1
                && !TestImages.isImage(files.get(0))
                && (Files.isRegularFile(place) || isTestSet(files.get(0)));
        return one ? in(files.get(0)) : TestTexts.none();
    }

    /** Find the file of test texts among those of a folder that holds no images. */
    static Optional<Path> testSet(List<Path> files) {
        return TEST_SETS.stream()
                .flatMap(name -> files.stream()
                        .filter(file -> isTestSet(file) && stem(file).equals(name)))
                .filter(file -> !in(file).isEmpty())
                .findFirst();
    }

    private static boolean isTestSet(Path file) {
        String name = file.getFileName().toString();
        return TEST_SETS.contains(stem(file)) && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static TestTexts in(Path file) {
        List<List<String>> rows = new ArrayList<>();
        boolean commas = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
        for (String line : content(file).lines().toList()) {
            if (!line.isBlank()) {
                Optional<List<String>> row = row(JOINT.matcher(line).replaceAll(""), commas);
                if (row.isEmpty()) {
                    return TestTexts.none();
                }
                rows.add(row.get());
            }
        }
        if (rows.size() > 1 && rows.get(0).stream().allMatch(cell -> COLUMNS.contains(cell.toLowerCase(Locale.ROOT)))) {
            rows.remove(0);
        }
        return isOfWords(rows) ? new TestTexts(rows) : TestTexts.none();
    }

    /** Get the content; nothing where it is no text. */
    private static String content(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return "";
            }
            byte[] bytes = Files.readAllBytes(file);
            String text = decoded(bytes, StandardCharsets.UTF_8)
                    .or(() -> decoded(bytes, Charset.forName("GB18030")))
                    .orElse("")
                    .replace("\ufeff", "");
            return NO_TEXT.matcher(text).find() ? "" : text;
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Get the cells of a line; empty where it is a part of a document of several lines. */
    private static Optional<List<String>> row(String line, boolean commas) {
        String text = line.strip();
        if (text.startsWith("{")) {
            return object(text);
        }
        if (commas) {
            List<String> cells = CELL.matcher(text)
                    .results()
                    .map(cell -> Optional.ofNullable(cell.group(1))
                            .map(quoted -> quoted.replace("\"\"", "\""))
                            .orElse(cell.group()))
                    .map(String::strip)
                    .toList();
            return Optional.of(cells.isEmpty() ? List.of(text) : cells);
        }
        return Optional.of(
                Pattern.compile("\t").splitAsStream(text).map(String::strip).toList());
    }

    private static Optional<List<String>> object(String text) {
        try {
            List<String> cells = new ArrayList<>();
            collect(new ObjectMapper().readTree(text), cells);
            return cells.stream().allMatch(String::isBlank) ? Optional.empty() : Optional.of(cells);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void collect(JsonNode node, List<String> cells) {
        if (node.isValueNode()) {
            cells.add(node.asText().strip());
        } else {
            node.forEach(child -> collect(child, cells));
        }
    }

    /** Whether most of it are letters: numbers are features, and names of files stand for these. */
    private static boolean isOfWords(List<List<String>> rows) {
        long letters = 0;
        long all = 0;
        for (List<String> row : rows) {
            for (String cell : row) {
                letters += cell.codePoints().filter(Character::isLetter).count();
                all += cell.codePoints().filter(c -> !Character.isWhitespace(c)).count();
            }
        }
        long names = rows.stream()
                .filter(row -> FILE_NAME.matcher(row.get(0)).matches())
                .count();
        return all > 0 && 2 * letters >= all && 2 * names < rows.size();
    }
}
