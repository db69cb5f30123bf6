// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Java files of the library's modules; never what lies in build folders, where other tests write and delete meanwhile. */
public final class ProjectSources {

    private ProjectSources() {}

    /**
     * Get the Java files below a folder of every module, sorted.
     *
     * @param folder such as {@code src/main/java}
     */
    public static List<Path> below(String folder) throws IOException {
        List<Path> roots;
        try (Stream<Path> modules = Files.list(FixtureCopy.projectRoot().resolve("tipc-junit"))) {
            roots = modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
        List<Path> sources = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }
}
