// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.draft.Template;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/** Reads settings as what they mean, and finds those that mean nothing. */
@API(status = Status.INTERNAL, since = "0.1")
public final class DialectValues {

    private static final Pattern LINE = Pattern.compile("\\d{1,5}");
    static final Pattern NAMED_LINE = Pattern.compile("(\\w+):(\\d{1,5})");

    private final DialectSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    /** Take what is written. */
    DialectValues(DialectSettings settings) {
        this.settings = settings;
        settings.values().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().label()))
                .map(Map.Entry::getValue)
                .forEach(this::closesItsGaps);
    }

    /** Get how a choice is written. */
    public static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Get how a switch is written. */
    public static String label(boolean value) {
        return value ? "yes" : "no";
    }

    /** Get what is wrong with all that was asked for. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void closesItsGaps(DialectSettings.Value value) {
        if (!new Template(value.text()).isSound(Dialect.VARIABLES)) {
            wrong(
                    value.place(),
                    "the gaps of '" + value.text() + "' cannot be filled",
                    "close each '{', and name a line or one of "
                            + Dialect.VARIABLES.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    String text(DialectSetting setting) {
        return settings.get(setting).map(DialectSettings.Value::text).orElse("");
    }

    Map<String, String> texts(DialectSetting setting) {
        return chosen(setting, Function.identity());
    }

    <T> Map<String, T> chosen(DialectSetting setting, Function<String, T> reading) {
        Map<String, T> chosen = new LinkedHashMap<>();
        settings.choices(setting).forEach((choice, value) -> chosen.put(choice, reading.apply(value.text())));
        return chosen;
    }

    Template template(DialectSetting setting) {
        return new Template(text(setting));
    }

    Optional<Template> given(DialectSetting setting) {
        return settings.get(setting).map(value -> new Template(value.text()));
    }

    boolean flag(DialectSetting setting) {
        return flag(setting, false);
    }

    boolean flag(DialectSetting setting, boolean otherwise) {
        String text = text(setting);
        if (!text.isEmpty() && !text.equals(label(true)) && !text.equals(label(false))) {
            wrong(setting, text, "yes or no");
        }
        return text.isEmpty() ? otherwise : text.equals(label(true));
    }

    /** An empty text is no line. */
    int line(DialectSetting setting) {
        String text = text(setting);
        if (text.isEmpty()) {
            return -1;
        }
        return number(text).orElseGet(() -> {
            wrong(setting, text, "a line's number");
            return -1;
        });
    }

    static Optional<Integer> number(String text) {
        return LINE.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Get the lines of a setting such as {@code norm:29 pact:30}, in order. */
    Map<String, Integer> namedLines(DialectSetting setting) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (String word : words(text(setting))) {
            Matcher named = NAMED_LINE.matcher(word);
            if (named.matches()) {
                lines.put(named.group(1), number(named, 2));
            } else {
                wrong(setting, word, "a name and a line, such as norm:29");
            }
        }
        return lines;
    }

    <E extends Enum<E>> E choice(DialectSetting setting, E otherwise) {
        String text = text(setting);
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        return text.isEmpty()
                ? otherwise
                : find(all, DialectValues::label, text).orElseGet(() -> {
                    wrong(setting, text, "one of " + labels(all, DialectValues::label));
                    return otherwise;
                });
    }

    <E extends Enum<E>> Set<E> choices(DialectSetting setting, E[] all) {
        return new LinkedHashSet<>(parsed(
                setting, "one of " + labels(all, DialectValues::label), word -> find(all, DialectValues::label, word)));
    }

    <T> List<T> parsed(DialectSetting setting, String expected, Function<String, Optional<T>> reading) {
        List<T> parsed = new ArrayList<>();
        for (String word : words(text(setting))) {
            reading.apply(word).ifPresentOrElse(parsed::add, () -> wrong(setting, word, expected));
        }
        return parsed;
    }

    static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static <T> Optional<T> find(T[] all, Function<? super T, String> label, String text) {
        return Arrays.stream(all)
                .filter(value -> label.apply(value).equals(text))
                .findFirst();
    }

    static <T> String labels(T[] all, Function<? super T, String> label) {
        return Arrays.stream(all).map(label).collect(Collectors.joining(", "));
    }

    void wrong(DialectSetting setting, String observed, String expected) {
        wrong(
                settings.get(setting).map(DialectSettings.Value::place).orElse(Place.nowhere()),
                "'" + observed + "' means nothing to " + setting.label(),
                "give " + expected);
    }

    private void wrong(Place place, String what, String remedy) {
        problems.add(new Problem(place, what, remedy));
    }
}
