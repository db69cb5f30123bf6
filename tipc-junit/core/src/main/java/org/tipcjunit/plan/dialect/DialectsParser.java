// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Suite;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/** Parses {@code dialects.conf}, section by section, and refuses what it cannot mean. */
final class DialectsParser {

    private static final String REPOSITORIES = "repositories";
    private static final String SUITE = "suite";
    private static final Pattern KEY = Pattern.compile("(\\w+)(?:\\[([^\\[\\]]+)])?");

    private final Path file;
    private final Map<String, Dialect> dialects = new LinkedHashMap<>();
    private final Map<String, String> repositories = new HashMap<>();
    private final Map<Suite, String> suites = new EnumMap<>(Suite.class);
    private Optional<Section> section = Optional.empty();

    /**
     * Start with an empty file.
     *
     * @param file what problems call it
     */
    DialectsParser(Path file) {
        this.file = file;
    }

    /** Parse all of a file's text. */
    Dialects parse(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith("#")) {
                parse(line, Place.at(file, i + 1));
            }
        }
        end();
        return new Dialects(dialects, repositories, suites);
    }

    private void parse(String line, Place place) {
        if (line.startsWith("[") && line.endsWith("]") && !line.contains("=")) {
            end();
            section = Optional.of(section(line, place));
            return;
        }
        int equals = line.indexOf(" =");
        if (equals < 0) {
            throw wrong(place, "neither a section nor a setting: " + line, "write [name: parent] or key = value");
        }
        Section current = section.orElseThrow(
                () -> wrong(place, "a setting before the first section: " + line, "write a [name] above it"));
        String key = line.substring(0, equals).strip();
        String value = line.substring(equals + 2).strip();
        switch (key) {
            case REPOSITORIES -> repositories(value, current.name(), place);
            case SUITE -> suites.put(suite(value, place), current.name());
            default -> current.draft().put(key(key, place), new DialectSettings.Value(value, place));
        }
    }

    private Section section(String line, Place place) {
        String[] names = line.substring(1, line.length() - 1).split(":", -1);
        if (names.length == 1) {
            return new Section(names[0].strip(), new DialectDraft(new DialectSettings(Map.of()), place), place);
        }
        Dialect parent = dialects.get(names[1].strip());
        if (parent == null) {
            throw wrong(
                    place,
                    "there is no dialect '" + names[1].strip() + "' to inherit from",
                    "name one that stands above, or none");
        }
        return new Section(names[0].strip(), new DialectDraft(parent.settings(), place), place);
    }

    private void end() {
        section.ifPresent(ended -> dialects.put(ended.name(), ended.dialect()));
    }

    private void repositories(String names, String dialect, Place place) {
        for (String repository : names.split(" ", -1)) {
            String other = repositories.put(repository.toLowerCase(Locale.ROOT), dialect);
            if (other != null) {
                throw wrong(
                        place,
                        "the repository " + repository + " has the dialect '" + other + "' already",
                        "name it in one of the two");
            }
        }
    }

    private static Suite suite(String label, Place place) {
        return Arrays.stream(Suite.values())
                .filter(suite -> DialectValues.label(suite).equals(label))
                .findFirst()
                .orElseThrow(() -> wrong(
                        place,
                        "there is no suite '" + label + "'",
                        "give one of "
                                + Arrays.stream(Suite.values())
                                        .map(DialectValues::label)
                                        .collect(Collectors.joining(", "))));
    }

    private static DialectSettings.Key key(String text, Place place) {
        Matcher key = KEY.matcher(text);
        Optional<DialectSetting> setting = key.matches() ? DialectSetting.of(key.group(1)) : Optional.empty();
        String choice = key.matches() && key.group(2) != null ? key.group(2) : "";
        return setting.filter(known -> known.allows(choice))
                .map(known -> new DialectSettings.Key(known, choice))
                .orElseThrow(() -> wrong(
                        place,
                        "there is no setting '" + text + "'",
                        setting.map(known -> choice.isEmpty()
                                        ? "say for what, as in " + text + "[name]"
                                        : "leave '[" + choice + "]' out")
                                .orElse("give one of " + known())));
    }

    private static String known() {
        return Stream.concat(
                        Arrays.stream(DialectSetting.values()).map(DialectSetting::label),
                        Stream.of(REPOSITORIES, SUITE))
                .collect(Collectors.joining(", "));
    }

    private static ConfigException wrong(Place place, String what, String remedy) {
        return new ConfigException(new Problem(place, what, remedy));
    }

    /**
     * A section while it is read.
     *
     * @param name the dialect's name
     * @param draft what it says so far, with what it inherits
     * @param place where it begins
     */
    private record Section(String name, DialectDraft draft, Place place) {

        Dialect dialect() {
            DialectReader reader = new DialectReader(draft.settings());
            Dialect dialect = reader.read(name);
            Stream.concat(reader.problems().stream(), reader.missing(name, place).stream())
                    .findFirst()
                    .ifPresent(problem -> {
                        throw new ConfigException(problem);
                    });
            return dialect;
        }
    }
}
