// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where Paddle and its suites keep weights that they have downloaded: in a home, and wanted without a network as well. */
final class Caches {

    private static final List<String> NAMED =
            List.of(".cache/paddle", ".cache/huggingface", ".cache/modelscope", ".cache/torch", "nltk_data");

    private static final int MOST = 20_000;

    private Caches() {}

    static List<Path> below(Path home) {
        List<Path> caches = new ArrayList<>(
                Stream.of(".paddle", ".paddleseg").map(home::resolve).toList());
        NAMED.forEach(name -> caches.add(home.resolve(name)));
        try (DirectoryStream<Path> suites = Files.newDirectoryStream(home, ".paddle*")) {
            suites.forEach(caches::add);
        } catch (IOException e) {
            return List.of(); // No home that can be read, so no caches.
        }
        return caches.stream().distinct().filter(Files::isDirectory).toList();
    }

    /** Give another home the same files, as links, beside which it can have more. */
    static void link(Path home, Path other) throws IOException {
        for (Path cache : below(home)) {
            Files.walkFileTree(cache, new Linking(home, other));
        }
    }

    private static final class Linking extends SimpleFileVisitor<Path> {

        private final Path home;
        private final Path other;
        private int links;

        private Linking(Path home, Path other) {
            this.home = home;
            this.other = other;
        }

        private Path place(Path path) {
            return other.resolve(home.relativize(path).toString());
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(place(directory));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.createSymbolicLink(place(file), file);
            links++;
            return links < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // What cannot be read is not there.
        }
    }
}
