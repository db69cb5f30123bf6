// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.Declarations;

/**
 * What a repository states about a model beside its config, in a file {@value #NAME}.
 *
 * @param terms what is stated
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CertificationProperties(Map<Term, String> terms) {

    public static final String NAME = Declarations.FILE;

    private static final Pattern COMMENT = Pattern.compile("\\s#(?:\\s|\\p{IsHan})");
    private static final Pattern WIDE = Pattern.compile("[：＝]");

    public CertificationProperties {
        terms = Map.copyOf(terms);
    }

    /**
     * Read the file beside a config; without one nothing is stated.
     *
     * <p>A key that starts with the config's file name and a dot holds for that config only.
     *
     * @throws ConfigException if it cannot be read or states something unknown
     */
    public static CertificationProperties beside(Path config) {
        Path file = config.resolveSibling(NAME);
        Map<Term, String> terms = new EnumMap<>(Term.class);
        if (!Files.isRegularFile(file)) {
            return new CertificationProperties(terms);
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(new Problem(
                    Place.nowhere(),
                    file + " cannot be read: " + e,
                    "write lines such as " + Term.METRIC.key() + "="
                            + Term.METRIC.form().example() + ", in UTF-8"));
        }
        String own = config.getFileName() + ".";
        Map<Term, String> ofThisConfig = new EnumMap<>(Term.class);
        for (String name : properties.stringPropertyNames()) {
            boolean ofOneConfig = name.contains(".txt.");
            String key = ofOneConfig ? name.substring(name.indexOf(".txt.") + ".txt.".length()) : name;
            Term term = Term.ofModel(key).orElseThrow(() -> unknown(file, name));
            String value = properties.getProperty(name).strip();
            if (term != Term.ROW && COMMENT.matcher(value).find()) {
                throw commented(file, name, value);
            }
            if (!ofOneConfig) {
                terms.put(term, value);
            } else if (name.startsWith(own)) {
                ofThisConfig.put(term, value);
            }
        }
        terms.putAll(ofThisConfig);
        return new CertificationProperties(terms);
    }

    /** Get the same with what the file beside the service's config states of the service. */
    public CertificationProperties withService(CertificationProperties service) {
        Map<Term, String> all = new EnumMap<>(Term.class);
        all.putAll(terms);
        service.terms().forEach((term, value) -> {
            if (term.isOfService()) {
                all.put(term, value);
            }
        });
        return new CertificationProperties(all);
    }

    private static ConfigException commented(Path file, String name, String value) {
        return new ConfigException(new Problem(
                Place.of(file),
                "the value of " + name + " is '" + value + "', as a comment behind a value is part of it",
                "put the comment on a line of its own that begins with #"));
    }

    private static ConfigException unknown(Path file, String name) {
        if (WIDE.matcher(name).find()) {
            return new ConfigException(new Problem(
                    Place.of(file),
                    "'" + name + "' has a full-width sign where = stands",
                    "write = between a key and its value, as in " + Term.METRIC.key() + "="
                            + Term.METRIC.form().example()));
        }
        return new ConfigException(new Problem(
                Place.of(file),
                "'" + name + "' is unknown",
                "state one of "
                        + Arrays.stream(Term.values())
                                .filter(Term::isOfModel)
                                .map(Term::key)
                                .collect(Collectors.joining(", "))
                        + ", or train_infer_python.txt.metric and the like for one config of the folder"));
    }
}
