// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.tipcjunit.digest.Sha256;

/**
 * A committed lock of packages, with the Python that it needs.
 *
 * @param name the folder of the resources
 * @param python major and minor version, such as {@code 3.9}
 * @param check a Python statement that proves an installation
 * @param lock requirements with exact versions and hashes, one a line, dependencies included
 * @param completion a script that completes an installation; empty where none is needed
 * @param hashed whether the lock is whole, with hashes; else it names one package, whose dependencies the installer chooses
 */
record RequirementSet(
        String name, String python, String check, String lock, Optional<Completion> completion, boolean hashed) {

    /**
     * A script that is run with the environment's own interpreter after the packages are installed.
     *
     * @param file the script's name
     * @param text the script
     * @param arguments its arguments
     */
    record Completion(String file, String text, List<String> arguments) {

        Completion {
            arguments = List.copyOf(arguments);
        }

        /** Read the script that {@code command} names, from the folder of a set. */
        private static Completion of(String set, String command) {
            List<String> words = List.of(command.strip().split("\\s+", -1));
            String file = words.get(0);
            return new Completion(file, resource(set + "/" + file), words.subList(1, words.size()));
        }
    }

    /** Create a set that needs no completion. */
    RequirementSet(String name, String python, String check, String lock) {
        this(name, python, check, lock, Optional.empty());
    }

    /** Create a set of a whole lock. */
    RequirementSet(String name, String python, String check, String lock, Optional<Completion> completion) {
        this(name, python, check, lock, completion, true);
    }

    /** Create the set of one version of a tool, as others pin it: without hashes. */
    static RequirementSet ofTool(String tool, String version, String python) {
        return new RequirementSet(
                tool + "-" + version, python, "import " + tool, tool + "==" + version + "\n", Optional.empty(), false);
    }

    private static final List<String> COMMITTED = List.of("paddle-2.6.2", "paddle-3.3.1");

    /** Raised whenever the same inputs give another folder layout than before. */
    private static final int LAYOUT = 1;

    /** Get the names of the sets, the one that is used where none is named first. */
    static List<String> names() {
        return COMMITTED;
    }

    static RequirementSet committed(String name) {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")
                || RequirementSet.class.getResource(name + "/set.properties") == null) {
            throw new EnvironmentException(
                    "There is no requirement set '" + name + "'; there are " + String.join(", ", COMMITTED),
                    "Name one of them, or name a Python that has Paddle with tipc.python");
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(resource(name + "/set.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RequirementSet(
                name,
                properties.getProperty("python", ""),
                properties.getProperty("check", ""),
                resource(name + "/requirements.txt"),
                Optional.ofNullable(properties.getProperty("complete")).map(command -> Completion.of(name, command)));
    }

    /** Get the text of a resource of this package. */
    static String resource(String name) {
        try (InputStream in = RequirementSet.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the library's resource " + name, e);
        }
    }

    /** Name the other committed sets with the Python that each needs. */
    static String alternatives(RequirementSet set) {
        return COMMITTED.stream()
                .filter(name -> !name.equals(set.name()))
                .map(name -> name + " needs Python " + committed(name).python())
                .collect(Collectors.joining(", "));
    }

    /** Count the packages of the lock. */
    int size() {
        return (int)
                lock.lines().filter(line -> line.matches("[A-Za-z0-9].*==.*")).count();
    }

    /** Get the name for folders and files: the set's name and the start of the SHA-256 of all that an installation depends on. */
    String key() {
        String inputs = String.join("\0", Integer.toString(LAYOUT), System.getProperty("os.arch"), python, check, lock)
                + completion
                        .map(script -> "\0" + script.file() + "\0" + String.join("\0", script.arguments()) + "\0"
                                + script.text())
                        .orElse("")
                + (hashed ? "" : "\0without hashes");
        return name + "-" + Sha256.of(inputs).hex().substring(0, 16);
    }
}
