// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The places of the machine that a repository's commands do not see, and what in them they need all the same.
 *
 * @param homes folders that hold homes, or are one
 * @param home the user's own
 * @param shown what is seen of all these, to be read only
 */
record HiddenPlaces(List<Path> homes, Path home, List<Path> shown) {

    /** Where files come and go that are nobody's, sockets of other programs among them. */
    static final List<Path> PASSING = List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/run"));

    private static final Set<String> FOLDERS_OF_HOMES = Set.of("home", "homes", "users", "Users");
    private static final List<String> SEARCHED = List.of("PATH", "PYTHONPATH", "LD_LIBRARY_PATH");

    /** What a folder of programs consists of, where all of it cannot be shown. */
    private static final List<String> OF_PROGRAMS = List.of("bin", "lib", "lib64", "include", "share");

    HiddenPlaces {
        homes = List.copyOf(homes);
        shown = List.copyOf(shown);
    }

    /**
     * Find them.
     *
     * @param variables of the machine
     * @param needed programs and folders that commands need
     */
    static HiddenPlaces of(Map<String, String> variables, List<Path> needed) {
        Path home = real(Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "/root"))));
        Set<Path> homes = new LinkedHashSet<>();
        for (Path folder : List.of(Path.of("/home"), Path.of("/root"), home)) {
            Path hidden = real(amongHomes(folder));
            if (Files.isDirectory(hidden) && hidden.getParent() != null) {
                homes.add(hidden);
            }
        }
        HiddenPlaces none = new HiddenPlaces(List.copyOf(homes), home, List.of());
        Set<Path> shown = new LinkedHashSet<>();
        needed.forEach(path -> none.show(path, shown));
        for (String name : SEARCHED) {
            for (String entry : variables.getOrDefault(name, "").split(":", -1)) {
                if (entry.startsWith("/")) {
                    none.show(Path.of(entry), shown);
                }
            }
        }
        none.show(home.resolve(".local/lib"), shown);
        Caches.below(home).forEach(cache -> none.show(cache, shown));
        return new HiddenPlaces(none.homes, home, List.copyOf(shown));
    }

    /** Get the folder that holds the homes of all, where a home lies in one; else the home. */
    private static Path amongHomes(Path home) {
        Path parent = home.getParent();
        return parent != null
                        && parent.getFileName() != null
                        && FOLDERS_OF_HOMES.contains(parent.getFileName().toString())
                ? parent
                : home;
    }

    /** Get the folders that hold an interpreter's files: of the environment, and of those that it was made from. */
    static List<Path> ofInterpreter(Path python) {
        List<Path> folders = new ArrayList<>();
        Path link = python.toAbsolutePath().normalize();
        for (int links = 0; links < 20; links++) {
            Path bin = link.getParent();
            if (bin != null && bin.getParent() != null) {
                folders.add(bin.getParent());
            }
            try {
                link = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
            } catch (IOException | UnsupportedOperationException e) {
                break; // No link.
            }
        }
        return folders;
    }

    /** Whether something is not seen unless it is shown. */
    boolean hides(Path path) {
        return homes.stream().anyMatch(path::startsWith) || PASSING.stream().anyMatch(path::startsWith);
    }

    private void show(Path path, Set<Path> shown) {
        // By the name that commands use, and by the one behind links.
        for (Path one : List.of(path.toAbsolutePath().normalize(), real(path))) {
            if (!Files.exists(one) || !hides(one)) {
                continue;
            }
            if (homes.stream().anyMatch(hidden -> hidden.startsWith(one)) || home.startsWith(one)) {
                // All of a home is too much.
                OF_PROGRAMS.stream()
                        .map(one::resolve)
                        .filter(Files::isDirectory)
                        .forEach(shown::add);
            } else if (PASSING.stream().noneMatch(one::equals)) {
                shown.add(one);
            }
        }
    }

    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
