// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.cli.status.ClassArchive;

/** What a JVM leaves of its classes for the next one, as the launcher asks for it. */
@Tag("every-jdk")
class ClassArchiveTests {

    @TempDir
    Path folder;

    @Test
    void the_next_java_takes_its_classes_from_what_the_last_one_made() throws Exception {
        Path jar = jar();
        Path archive = folder.resolve("cache/classes/1.jsa");
        Files.createDirectories(archive.resolveSibling("."));
        for (int old = 2; old < 7; old++) {
            Path other = Files.writeString(archive.resolveSibling(old + ".jsa"), "of another jar");
            Files.setLastModifiedTime(other, FileTime.fromMillis(old));
        }

        assertThat(java(jar, "-XX:+RecordDynamicDumpInfo", "-Dtipc.archive=" + archive))
                .as("nothing of what Java says of it")
                .isEqualTo(new ScriptRun(0, "made: true\n"));

        assertThat(java(jar, "-XX:SharedArchiveFile=" + archive, "-Xlog:class+load")
                        .output())
                .containsPattern(Program.class.getName().replace("$", "\\$") + " source: shared objects file \\(top\\)")
                .contains("nothing to make\n");
        try (Stream<Path> left = Files.list(archive.resolveSibling("."))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .as("the newest ones, and nothing half made")
                    .containsExactlyInAnyOrder("1.jsa", "4.jsa", "5.jsa", "6.jsa");
        }
    }

    @Test
    void a_java_that_cannot_make_one_says_nothing_and_leaves_nothing() throws Exception {
        Path archive = folder.resolve("cache/1.jsa");

        assertThat(java(jar(), "-Dtipc.archive=" + archive)).isEqualTo(new ScriptRun(0, "made: false\n"));

        assertThat(archive.resolveSibling(".")).isEmptyDirectory();
    }

    @Test
    void a_damaged_one_is_passed_over() throws Exception {
        Path archive = Files.writeString(folder.resolve("1.jsa"), "no classes at all");

        assertThat(java(jar(), "-XX:SharedArchiveFile=" + archive)).isEqualTo(new ScriptRun(0, "nothing to make\n"));
    }

    /** Ends as a certification does. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(ClassArchive.wanted()
                    .map(archive -> "made: " + archive.make())
                    .orElse("nothing to make"));
        }
    }

    /** Only classes of jars are archived. */
    private Path jar() throws IOException {
        Path jar = folder.resolve("program.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Class<?> type : List.of(Program.class, ClassArchive.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new JarEntry(name));
                entries.write(type.getClassLoader().getResourceAsStream(name).readAllBytes());
                entries.closeEntry();
            }
        }
        return jar;
    }

    private ScriptRun java(Path jar, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xlog:cds*=off"));
        command.addAll(List.of("-Xshare:auto", "-Xlog:class+path=off", "-cp", jar.toString()));
        command.addAll(List.of(options));
        command.add(Program.class.getName());
        return ScriptRun.of(folder, Map.of(), command);
    }
}
