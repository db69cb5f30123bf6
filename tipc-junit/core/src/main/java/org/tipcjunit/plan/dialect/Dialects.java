// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Suite;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * The known dialects, read from {@code dialects.conf}.
 *
 * @param byName the dialects by name
 * @param byRepository the names of dialects by repository, as {@code owner/name} in lower case
 * @param bySuite the name of the dialect that most repositories of a suite have
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Dialects(Map<String, Dialect> byName, Map<String, String> byRepository, Map<Suite, String> bySuite) {

    private static final String RESOURCE = "dialects.conf";

    public Dialects {
        byName = Map.copyOf(byName);
        byRepository = Map.copyOf(byRepository);
        bySuite = Map.copyOf(bySuite);
        for (Dialect dialect : byName.values()) {
            requireQuantised(dialect, byName);
        }
    }

    private static void requireQuantised(Dialect dialect, Map<String, Dialect> byName) {
        String quantised = dialect.quantisation().dialect();
        if (!quantised.isEmpty() && !byName.containsKey(quantised)) {
            throw new ConfigException(new Problem(
                    Place.of(Path.of(RESOURCE)),
                    "there is no dialect '" + quantised + "', which '" + dialect.name()
                            + "' names for models that are quantised offline",
                    "add it, or name another"));
        }
    }

    /** Read the dialects that come with the library. */
    public static Dialects bundled() {
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
        return new DialectsParser(Path.of(RESOURCE)).parse(text);
    }

    /**
     * Get the dialect of a repository.
     *
     * @param repository {@code owner/name}
     * @param configPath the config's path; a repository can hold several copies of the scripts
     */
    public Optional<Dialect> of(String repository, String configPath) {
        String folder =
                configPath.contains("test_tipc/") ? configPath.substring(0, configPath.lastIndexOf("test_tipc/")) : "";
        String name = byRepository.get(
                (repository + "/" + folder).toLowerCase(Locale.ROOT).replaceAll("/+$", ""));
        if (name == null) {
            name = byRepository.get(repository.toLowerCase(Locale.ROOT));
        }
        return Optional.ofNullable(name).map(byName::get);
    }

    /** Get the dialect that most repositories of a suite have. */
    public Dialect of(Suite suite) {
        String name = bySuite.get(suite);
        if (name == null) {
            throw new IllegalStateException("no dialect for the suite " + suite);
        }
        return named(name);
    }

    /** Get the dialect in which a script infers models that are quantised offline; mostly the same. */
    public Dialect forQuantised(Dialect dialect) {
        String name = dialect.quantisation().dialect();
        return name.isEmpty() ? dialect : named(name);
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
