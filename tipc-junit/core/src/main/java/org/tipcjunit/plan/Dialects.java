// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The known dialects, read from {@code dialects.conf}.
 *
 * @param byName the dialects by name
 * @param byRepository the names of dialects by repository, as {@code owner/name} in lower case
 */
record Dialects(Map<String, Dialect> byName, Map<String, String> byRepository) {

    private static final String RESOURCE = "dialects.conf";

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

    /** Parse sections {@code [name: parent]} of lines {@code key = value}; {@code #} starts a comment line. */
    static Dialects parse(String text) {
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        Map<String, String> repositories = new HashMap<>();
        String section = "";
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]") && !line.contains("=")) {
                String[] names = line.substring(1, line.length() - 1).split(":", -1);
                section = names[0].strip();
                Map<String, String> inherited = names.length > 1 ? settings.get(names[1].strip()) : Map.of();
                if (inherited == null) {
                    throw new IllegalArgumentException("no such dialect: " + line);
                }
                settings.put(section, new HashMap<>(inherited));
                continue;
            }
            int equals = line.indexOf(" =");
            if (equals < 0) {
                throw new IllegalArgumentException("neither section nor setting: " + line);
            }
            String key = line.substring(0, equals).strip();
            String value = line.substring(equals + 2).strip();
            if (key.equals("repositories")) {
                for (String repository : value.split(" ", -1)) {
                    repositories.put(repository.toLowerCase(Locale.ROOT), section);
                }
            } else {
                Map<String, String> current = settings.get(section);
                if (current == null) {
                    throw new IllegalArgumentException("a setting before the first section: " + line);
                }
                current.put(key, value);
            }
        }
        Map<String, Dialect> dialects = new HashMap<>();
        settings.forEach((name, own) -> dialects.put(name, new Dialect(name, own)));
        return new Dialects(dialects, repositories);
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
