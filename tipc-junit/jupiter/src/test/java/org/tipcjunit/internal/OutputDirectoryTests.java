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

class OutputDirectoryTests {

    @TempDir
    Path folder;

    @Test
    void is_in_the_target_folder_of_the_module_that_holds_the_test() throws Exception {
        Path module = folder.resolve("a module");

        assertThat(outputOfClassIn(module.resolve("target/test-classes"))).isEqualTo(module.resolve("target/tipc"));
    }

    @Test
    void is_in_the_target_folder_of_the_working_directory_for_a_class_from_elsewhere() throws Exception {
        assertThat(outputOfClassIn(folder.resolve("build/classes"))).isEqualTo(Path.of("target", "tipc"));
        assertThat(OutputDirectory.of(String.class)).isEqualTo(Path.of("target", "tipc"));
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
