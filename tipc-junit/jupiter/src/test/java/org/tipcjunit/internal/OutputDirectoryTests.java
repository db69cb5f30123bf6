// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputDirectoryTests {

    @TempDir
    Path folder;

    @Test
    void is_in_the_target_folder_of_the_module_that_holds_the_test() throws Exception {
        Path module = folder.resolve("a module");

        assertThat(outputOfClassIn(module.resolve("target/test-classes"))).isEqualTo(module.resolve("target/tipc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"build/classes/java/test", "build/classes/kotlin/certification"})
    void is_in_the_build_folder_of_the_gradle_project_that_holds_the_test(String classes) throws Exception {
        assertThat(outputOfClassIn(folder.resolve(classes))).isEqualTo(folder.resolve("build/tipc"));
    }

    @ParameterizedTest
    @CsvSource({"pom.xml, target", "build.gradle.kts, build", "settings.gradle, build"})
    void is_where_the_build_of_the_project_writes_for_a_class_that_an_ide_compiled(String file, String build)
            throws Exception {
        Files.writeString(folder.resolve(file), "");

        assertThat(outputOfClassIn(folder.resolve("out/test/classes"))).isEqualTo(folder.resolve(build + "/tipc"));
        assertThat(TestRunStart.allureResults(folder)).hasValue(folder.resolve(build + "/allure-results"));
    }

    @Test
    void is_in_the_target_folder_of_the_working_directory_for_a_class_from_elsewhere() throws Exception {
        Path own = Path.of("").toAbsolutePath().resolve("target/tipc");
        assertThat(outputOfClassIn(folder.resolve("lib"))).isEqualTo(own);
        assertThat(OutputDirectory.of(String.class)).isEqualTo(own);
    }

    @Test
    void a_folder_without_a_build_is_left_to_allure() {
        assertThat(TestRunStart.allureResults(folder)).isEmpty();
    }

    private static Path outputOfClassIn(Path classes) throws Exception {
        String name = OutputDirectoryTests.class.getName();
        copyClassFile(name, classes);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()},
                OutputDirectoryTests.class.getClassLoader().getParent())) {
            return OutputDirectory.of(loader.loadClass(name));
        }
    }

    private static void copyClassFile(String name, Path classes) throws IOException {
        String resource = name.replace('.', '/') + ".class";
        Path target = classes.resolve(resource);
        Files.createDirectories(target.getParent());
        try (InputStream original = OutputDirectoryTests.class.getClassLoader().getResourceAsStream(resource)) {
            Files.copy(original, target);
        }
    }
}
