// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * The known dialects, read from {@code dialects.conf}.
 *
 * @param byName the dialects by name
 * @param byRepository the names of dialects by repository, as {@code owner/name} in lower case
 */
record Dialects(Map<String, Dialect> byName, Map<String, String> byRepository) {

    private static final String RESOURCE = "dialects.conf";
    private static final String REPOSITORIES = "repositories";
    private static final Pattern KEY = Pattern.compile("(\\w+)(?:\\[([^\\[\\]]+)])?");

    Dialects {
        byName = Map.copyOf(byName);
        byRepository = Map.copyOf(byRepository);
    }

    /** Read the dialects that come with the library. */
    static Dialects bundled() {
        try (InputStream resource = Dialects.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the library lacks its resource " + RESOURCE);
            }
            return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Parse sections {@code [name: parent]} of lines {@code key = value} or {@code key[choice] = value}; {@code #} starts a
     * comment line.
     *
     * @throws ConfigException if a line cannot be meant, or a dialect does not say what it has to
     */
    static Dialects parse(String text) {
        Map<String, Dialect> dialects = new LinkedHashMap<>();
        Map<String, String> repositories = new HashMap<>();
        Optional<Section> section = Optional.empty();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            Place place = Place.at(Path.of(RESOURCE), ++number);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]") && !line.contains("=")) {
                section.ifPresent(ended -> dialects.put(ended.name(), ended.dialect()));
                section = Optional.of(section(line, place, dialects));
                continue;
            }
            int equals = line.indexOf(" =");
            if (equals < 0) {
                throw wrong(place, "neither a section nor a setting: " + line, "write [name: parent] or key = value");
            }
            Section current = section.orElseThrow(
                    () -> wrong(place, "a setting before the first section: " + line, "write a [name] above it"));
            String key = line.substring(0, equals).strip();
            String value = line.substring(equals + 2).strip();
            if (key.equals(REPOSITORIES)) {
                for (String repository : value.split(" ", -1)) {
                    repositories.put(repository.toLowerCase(Locale.ROOT), current.name());
                }
            } else {
                current.draft().put(key(key, place), new DialectSettings.Value(value, place));
            }
        }
        section.ifPresent(last -> dialects.put(last.name(), last.dialect()));
        return new Dialects(dialects, repositories);
    }

    private static Section section(String line, Place place, Map<String, Dialect> dialects) {
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
        return Arrays.stream(DialectSetting.values()).map(DialectSetting::label).collect(Collectors.joining(", "));
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

    /**
     * Get the dialect of a repository.
     *
     * @param repository {@code owner/name}
     * @param configPath the config's path; a repository can hold several copies of the scripts
     */
    Optional<Dialect> of(String repository, String configPath) {
        String folder =
                configPath.contains("test_tipc/") ? configPath.substring(0, configPath.lastIndexOf("test_tipc/")) : "";
        String name = byRepository.get(
                (repository + "/" + folder).toLowerCase(Locale.ROOT).replaceAll("/+$", ""));
        if (name == null) {
            name = byRepository.get(repository.toLowerCase(Locale.ROOT));
        }
        return Optional.ofNullable(name).map(byName::get);
    }

    /** Get the dialect called {@code name}. */
    Dialect named(String name) {
        Dialect dialect = byName.get(name);
        if (dialect == null) {
            throw new IllegalArgumentException("no such dialect: " + name);
        }
        return dialect;
    }
}
