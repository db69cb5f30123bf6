// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that a build writes to and that its {@code clean} removes: Maven's {@code target}, Gradle's {@code build}. */
final class BuildFolder {

    private static final List<String> OF_GRADLE =
            List.of("build.gradle.kts", "build.gradle", "settings.gradle.kts", "settings.gradle");

    /** Gradle compiles each language into a folder of its own. */
    private static final Set<String> LANGUAGES = Set.of("java", "kotlin", "groovy", "scala");

    private BuildFolder() {}

    /** Find the one that a test class was compiled into, else that of the project around its classes. */
    static Optional<Path> of(Class<?> testClass) {
        Optional<Path> classes = classes(testClass);
        return classes.flatMap(BuildFolder::above)
                .or(() -> classes.flatMap(folder -> Stream.iterate(folder, above -> above != null, Path::getParent)
                        .flatMap(above -> ofProject(above).stream())
                        .findFirst()));
    }

    /** Get the one of a project, by the files that builds have in their projects' folders. */
    static Optional<Path> ofProject(Path project) {
        if (Files.isRegularFile(project.resolve("pom.xml"))) {
            return Optional.of(project.resolve("target"));
        }
        return OF_GRADLE.stream()
                .filter(file -> Files.isRegularFile(project.resolve(file)))
                .map(file -> project.resolve("build"))
                .findFirst();
    }

    private static Optional<Path> above(Path classes) {
        if (classes.endsWith(Path.of("target", "test-classes"))) {
            return Optional.of(classes.resolveSibling(".").normalize());
        }
        Path language = classes.resolveSibling(".").normalize();
        Path all = language.resolveSibling(".").normalize();
        return LANGUAGES.contains(String.valueOf(language.getFileName())) && all.endsWith("classes")
                ? Optional.of(all.resolveSibling(".").normalize())
                : Optional.empty();
    }

    private static Optional<Path> classes(Class<?> testClass) {
        CodeSource source = testClass.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isDirectory);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // A class that does not come from a folder has no project.
        }
    }
}
