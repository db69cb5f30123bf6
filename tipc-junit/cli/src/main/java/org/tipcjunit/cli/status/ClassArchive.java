// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.status;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What this JVM made of the jar's classes, for the next one to start with: a class data archive. The launcher names its place when
 * there is none yet.
 *
 * @param file where it belongs
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ClassArchive(Path file) {

    private static final String PROPERTY = "tipc.archive";

    /** Other jars and other JDKs have theirs, and those that were updated leave theirs behind. */
    private static final int KEPT = 4;

    /** Get the one that the launcher asks for; none where it started this JVM with one, or did not start it. */
    public static Optional<ClassArchive> wanted() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(place -> new ClassArchive(Path.of(place)));
    }

    /**
     * Make it, so that nobody sees half of it, whoever else makes one as well.
     *
     * @return whether it is there now; where it cannot be made, the next JVM starts as this one did, and nothing is said
     */
    public boolean make() {
        Path folder = file.resolveSibling(".").normalize();
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path made = folder.resolve("%s.%d.new"
                    .formatted(file.getFileName(), ProcessHandle.current().pid()));
            try {
                dump(made);
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(made);
            }
            forgetOld(folder);
            return true;
        } catch (IOException | JMException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static void dump(Path made) throws JMException {
        // Java says on standard output that it did so, amid what the user asked for.
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            invoke(made);
        } finally {
            System.setOut(out);
        }
    }

    private static void invoke(Path made) throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmCds",
                        new Object[] {new String[] {"dynamic_dump", made.toString()}},
                        new String[] {String[].class.getName()});
    }

    private static void forgetOld(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> old = all.filter(each -> each.toString().endsWith(".jsa"))
                    .sorted(Comparator.comparing(ClassArchive::modified).reversed())
                    .skip(KEPT)
                    .toList();
            for (Path each : old) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static long modified(Path archive) {
        try {
            return Files.getLastModifiedTime(archive).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
