// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TestTexts;

/**
 * How scripts name the texts that a model is tested with: by all of the line, by its texts without labels and numbers, by what tells
 * one line from another at its beginning, by a beginning that is cut off, or word by word with a label after each. Gaps may be others.
 *
 * @param names what names each text
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TextMentions(List<Name> names) implements SampleMentions {

    private static final int MOST_SHOWN = 60;
    private static final int MOST_BELOW = 24;

    /** The share of the words of a line that those of the text must be, each of which may have two labels. */
    private static final int LABELS_PER_WORD = 3;

    private static final Pattern GAP = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final Pattern WORD = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
    private static final Pattern RULE = Pattern.compile("[\\W_]*");

    /** What stands where a text was cut, and how much of it must be there. */
    private static final Pattern CUT = Pattern.compile(" ?(?:\\.{3,}|…+)");

    private static final int LEAST_CUT = 10;

    /**
     * What names a text.
     *
     * @param line the line
     * @param parts those cells of it that tell it from others, the one that says most first
     * @param id a cell or first word that no other line has, with a digit; empty where there is none
     * @param words the words of the parts, in lower case
     */
    public record Name(String line, List<String> parts, String id, List<String> words) {

        public Name {
            parts = List.copyOf(parts);
            words = List.copyOf(words);
        }

        private List<List<String>> spellings() {
            return parts.equals(List.of(line)) ? List.of(parts) : List.of(List.of(line), parts);
        }
    }

    public TextMentions {
        names = List.copyOf(names);
    }

    static TextMentions of(TestTexts texts) {
        List<List<String>> rows = texts.rows().stream()
                .map(row -> row.stream().map(TextMentions::plain).toList())
                .toList();
        List<Integer> columns = columns(rows);
        Optional<List<String>> ids = ids(rows);
        List<Name> names = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            List<String> parts = columns.stream()
                    .filter(column -> column < row.size() && !row.get(column).isEmpty())
                    .map(row::get)
                    .toList();
            String line = String.join(" ", row).strip();
            List<String> known = parts.isEmpty() ? List.of(line) : parts;
            int at = i;
            names.add(new Name(line, known, ids.map(all -> all.get(at)).orElse(""), words(String.join(" ", known))));
        }
        return new TextMentions(names);
    }

    /** Get as few columns as tell the lines apart: those that say most, and no labels, which many lines share. */
    private static List<Integer> columns(List<List<String>> rows) {
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        List<Integer> texts = IntStream.range(0, width)
                .filter(column -> cells(rows, column).stream()
                        .anyMatch(cell -> LETTER.matcher(cell).find()))
                .boxed()
                .sorted(Comparator.comparing((Integer column) -> -different(rows, List.of(column)))
                        .thenComparing(
                                column -> -String.join("", cells(rows, column)).length()))
                .toList();
        List<Integer> chosen = new ArrayList<>();
        for (int column : texts) {
            List<Integer> more = new ArrayList<>(chosen);
            more.add(column);
            boolean isText = 2 * different(rows, List.of(column)) >= rows.size();
            if (chosen.isEmpty() || (isText && different(rows, more) > different(rows, chosen))) {
                chosen.add(column);
            }
        }
        return chosen;
    }

    private static List<String> cells(List<List<String>> rows, int column) {
        return rows.stream()
                .map(row -> column < row.size() ? row.get(column) : "")
                .toList();
    }

    private static int different(List<List<String>> rows, List<Integer> columns) {
        Set<List<String>> seen = new HashSet<>();
        for (List<String> row : rows) {
            seen.add(columns.stream()
                    .map(column -> column < row.size() ? row.get(column) : "")
                    .toList());
        }
        return seen.size();
    }

    private static Optional<List<String>> ids(List<List<String>> rows) {
        List<String> first = rows.stream()
                .map(row -> GAP.splitAsStream(row.get(0)).findFirst().orElse(""))
                .toList();
        boolean all = first.stream().allMatch(id -> DIGIT.matcher(id).find());
        return all && new HashSet<>(first).size() == rows.size() ? Optional.of(first) : Optional.empty();
    }

    @Override
    public int count() {
        return names.size();
    }

    @Override
    public String name(int sample) {
        String text = names.get(sample).parts().get(0);
        return "'" + (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text) + "'";
    }

    @Override
    public String noun() {
        return "text";
    }

    @Override
    public String namedBy() {
        return "its words as they stand in the file";
    }

    @Override
    public List<ResultLine> about(int sample, List<String> lines) {
        Name name = names.get(sample);
        for (List<String> spelling : name.spellings()) {
            List<ResultLine> found = spelled(spelling, lines);
            if (!found.isEmpty()) {
                return found;
            }
        }
        List<ResultLine> found = name.id().isEmpty() ? List.of() : ResultLine.aboutStart(name.id(), lines);
        found = found.isEmpty() ? cut(name, lines) : found;
        return found.isEmpty() ? wordByWord(name, lines) : found;
    }

    /** Find the lines with a beginning of the text that no other has, and dots behind it. */
    private List<ResultLine> cut(Name name, List<String> lines) {
        List<ResultLine> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (CUT.matcher(lines.get(i)).find()) {
                String line = new PlainLines(List.of(lines.get(i))).lines().get(0);
                int at = i;
                withoutCut(name, plain(line)).ifPresent(result -> found.add(withBelow(line, result, lines, at)));
            }
        }
        return found;
    }

    /** Put IMAGE for the beginning of a text and the dots behind it; empty where the line has none. */
    private Optional<String> withoutCut(Name name, String line) {
        return CUT.matcher(line)
                .results()
                .flatMap(dots -> name.parts().stream()
                        .flatMapToInt(part -> {
                            String before = line.substring(0, dots.start());
                            return IntStream.iterate(
                                            part.length() - 1, length -> length >= LEAST_CUT, length -> length - 1)
                                    .filter(length -> isCut(before, part.substring(0, length)))
                                    .limit(1);
                        })
                        .mapToObj(length -> ResultLine.message(
                                line.substring(0, dots.start() - length) + "IMAGE" + line.substring(dots.end()))))
                .findFirst();
    }

    private boolean isCut(String before, String beginning) {
        int start = before.length() - beginning.length();
        return before.endsWith(beginning)
                && (start == 0 || !isWordPart(before.codePointBefore(start)) || !isWordPart(beginning.codePointAt(0)))
                && names.stream()
                                .filter(name -> name.parts().stream().anyMatch(part -> part.startsWith(beginning)))
                                .count()
                        == 1;
    }

    private List<ResultLine> spelled(List<String> parts, List<String> lines) {
        List<Pattern> longer = names.stream()
                .flatMap(name -> name.spellings().stream())
                .map(spelling -> spelling.get(0))
                .filter(other -> other.length() > parts.get(0).length() && other.contains(parts.get(0)))
                .filter(other -> parts.size() == 1)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(TextMentions::mention)
                .toList();
        List<Pattern> mentions = parts.stream().map(TextMentions::mention).toList();
        String known = longestWord(parts.get(0));
        List<ResultLine> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(known)) {
                String line = new PlainLines(List.of(lines.get(i))).lines().get(0);
                Optional<String> rest = without(mentions, longer, plain(line));
                int at = i;
                rest.ifPresent(result -> found.add(withBelow(line, result, lines, at)));
            }
        }
        return found;
    }

    /** Put IMAGE for all parts; empty where one is missing, or belongs to a longer text. */
    private static Optional<String> without(List<Pattern> parts, List<Pattern> longer, String line) {
        String rest = line;
        for (Pattern other : longer) {
            rest = other.matcher(rest).replaceAll(" ");
        }
        for (Pattern part : parts) {
            Matcher matcher = part.matcher(rest);
            if (!matcher.find()) {
                return Optional.empty();
            }
            rest = matcher.replaceFirst("IMAGE");
        }
        return Optional.of(ResultLine.message(rest));
    }

    /** A text that ends a line may be a heading of the results below it. */
    private ResultLine withBelow(String line, String result, List<String> lines, int at) {
        int text = result.lastIndexOf("IMAGE");
        if (!RULE.matcher(result.substring(text + "IMAGE".length())).matches()) {
            return ResultLine.of(line, result);
        }
        List<String> below = below(lines, at);
        if (at + below.size() + 1 >= lines.size() || below.size() == MOST_BELOW) {
            // What follows the last text may be about all of them.
            int before = IntStream.iterate(at - 1, i -> i >= 0 && i > at - MOST_BELOW, i -> i - 1)
                    .filter(i -> mentionsAny(lines.get(i)))
                    .findFirst()
                    .orElse(-1);
            if (before >= 0) {
                below = below.subList(
                        0, Math.min(below.size(), below(lines, before).size()));
            }
        }
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(below);
        List<String> results = new ArrayList<>(List.of(result));
        below.forEach(one -> results.add(ResultLine.message(one)));
        return ResultLine.of(String.join("\n", all), String.join("\n", results));
    }

    /** Get the lines below one, up to the next text or a line of dashes. */
    private List<String> below(List<String> lines, int at) {
        return new PlainLines(lines.subList(at + 1, Math.min(lines.size(), at + 1 + MOST_BELOW)))
                .lines().stream()
                        .takeWhile(
                                line -> !RULE.matcher(ResultLine.message(line)).matches() && !mentionsAny(line))
                        .toList();
    }

    private boolean mentionsAny(String line) {
        String text = plain(line);
        return names.stream()
                .anyMatch(name -> text.contains(name.parts().get(0))
                        || withoutCut(name, text).isPresent());
    }

    private List<ResultLine> wordByWord(Name name, List<String> lines) {
        List<ResultLine> found = new ArrayList<>();
        List<String> words = name.words();
        if (words.size() < 2) {
            return found;
        }
        for (String line : new PlainLines(lines).lines()) {
            List<String> printed = words(ResultLine.message(line));
            boolean fits = printed.size() <= LABELS_PER_WORD * words.size() + 1
                    && holds(printed, words)
                    && names.stream()
                            .noneMatch(other -> other.words().size() > words.size() && holds(printed, other.words()));
            if (fits) {
                found.add(ResultLine.of(line, "IMAGE " + ResultLine.message(line)));
            }
        }
        return found;
    }

    /** Whether words stand in a line in their order, potentially with others between them. */
    private static boolean holds(List<String> line, List<String> words) {
        int next = 0;
        for (String word : line) {
            if (next < words.size() && word.equals(words.get(next))) {
                next++;
            }
        }
        return next == words.size();
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String longestWord(String text) {
        return GAP.splitAsStream(text).max(Comparator.comparing(String::length)).orElse(text);
    }

    /** A text is found where it is no part of a longer word. */
    private static Pattern mention(String text) {
        String before = isWordPart(text.codePointAt(0)) ? "(?<![a-zA-Z0-9])" : "";
        String after = isWordPart(text.codePointBefore(text.length())) ? "(?![a-zA-Z0-9])" : "";
        return Pattern.compile(before + Pattern.quote(text) + after);
    }

    private static boolean isWordPart(int c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    private static String plain(String text) {
        return GAP.matcher(text).replaceAll(" ").strip();
    }
}
