// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The versions of JUnit's parts that are on the class path. Where they are too old, or do not belong together, classes are
 * missing in the middle of a run, and messages name anything but the cause.
 *
 * @param found the version of each part that is there, by the part's name; empty where its jar does not tell
 */
record JUnitVersions(Map<String, Optional<String>> found) {

    /** The first with class templates. */
    private static final Release OLDEST = new Release(5, 13);

    /** The one that this library is built with. */
    private static final String ADVISED = "5.14.4";

    /** A class of each part, in the order in which messages name them. */
    private static final Map<String, String> PARTS = parts();

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\b.*");

    JUnitVersions {
        found = Map.copyOf(found);
    }

    /** A release by the numbers that say what is in it. */
    private record Release(int major, int minor) implements Comparable<Release> {

        @Override
        public int compareTo(Release other) {
            return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    static JUnitVersions onClassPath() {
        Map<String, Optional<String>> versions = new LinkedHashMap<>();
        PARTS.forEach((part, type) -> {
            try {
                versions.put(part, version(Class.forName(type, false, JUnitVersions.class.getClassLoader())));
            } catch (ClassNotFoundException | LinkageError e) {
                // A part that is not there is nobody's mistake here: whoever needs it says so.
            }
        });
        return new JUnitVersions(versions);
    }

    /** Say what is wrong with them and what to write; empty when they fit. */
    Optional<String> problem() {
        Set<Release> releases = new TreeSet<>();
        found.values()
                .forEach(version -> version.flatMap(JUnitVersions::release).ifPresent(releases::add));
        boolean fit = releases.stream().allMatch(release -> release.compareTo(OLDEST) >= 0) && releases.size() <= 1;
        return fit
                ? Optional.empty()
                : Optional.of("tipc-junit needs JUnit " + OLDEST + " or newer, all parts of one release, and found "
                        + PARTS.keySet().stream()
                                .filter(found::containsKey)
                                .map(part -> part + " "
                                        + found.getOrDefault(part, Optional.empty())
                                                .orElse("of unknown version"))
                                .collect(Collectors.joining(", "))
                        + ". Let JUnit's BOM choose all of them, before other BOMs. Maven, in <dependencyManagement>:"
                        + " <dependency><groupId>org.junit</groupId><artifactId>junit-bom</artifactId><version>"
                        + ADVISED
                        + "</version><type>pom</type><scope>import</scope></dependency>. Gradle:"
                        + " testImplementation(platform(\"org.junit:junit-bom:" + ADVISED + "\"))");
    }

    /** Platform 1.n is part of JUnit 5.n; since JUnit 6 both have one number. */
    private static Optional<Release> release(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(matcher.group(1));
        return Optional.of(new Release(major == 1 ? 5 : major, Integer.parseInt(matcher.group(2))));
    }

    private static Optional<String> version(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(type.getModule().getDescriptor()).flatMap(module -> module.rawVersion()));
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("junit-jupiter-api", "org.junit.jupiter.api.Test");
        parts.put("junit-jupiter-params", "org.junit.jupiter.params.ParameterizedTest");
        parts.put("junit-jupiter-engine", "org.junit.jupiter.engine.JupiterTestEngine");
        parts.put("junit-platform-commons", "org.junit.platform.commons.JUnitException");
        parts.put("junit-platform-engine", "org.junit.platform.engine.TestEngine");
        parts.put("junit-platform-launcher", "org.junit.platform.launcher.Launcher");
        return parts;
    }
}
