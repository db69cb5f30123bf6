// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.certificate.CertificateException;

/**
 * The folder of a site while it is being written. A list of what was made lies in it, so that nothing of anybody else is written
 * over or removed, and no page of a model stays that is not there any more.
 */
final class SiteFiles {

    static final String LIST = ".tipc-site";
    private static final String ASIDE = ".tipc-site.part";

    private static final Pattern MODEL = Pattern.compile("models/(.+?)(?:_cn)?\\.html");

    private final Path root;
    private final Set<String> before;
    private final Set<String> written = new TreeSet<>();
    private final Set<Path> folders = new HashSet<>();

    private SiteFiles(Path root, Set<String> before) {
        this.root = root;
        this.before = before;
    }

    static SiteFiles in(Path root) throws IOException {
        Path list = root.resolve(LIST);
        Set<String> before = Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)
                ? new TreeSet<>(Files.readAllLines(list))
                : Set.of();
        return new SiteFiles(root, before);
    }

    static void makeFolder(Path root) throws IOException {
        try {
            Files.createDirectories(root);
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            throw new CertificateException(
                    "cannot write the site", root, "no folder can be made there", "name another folder with --output");
        }
    }

    Path root() {
        return root;
    }

    /** Get the names of the models that an earlier site has pages of. */
    Set<String> modelsBefore() {
        return before.stream()
                .map(MODEL::matcher)
                .filter(Matcher::matches)
                .map(page -> page.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Get how many files of an earlier site lie below a folder of it. */
    long before(String folder) {
        return before.stream().filter(name -> name.startsWith(folder + "/")).count();
    }

    /** Let what an earlier site held below a folder stay. */
    void keep(Path folder) {
        String inside = root.relativize(folder) + "/";
        before.stream().filter(name -> name.startsWith(inside)).forEach(written::add);
    }

    /** Refuse a folder in which somebody else's file lies where one of the site belongs. */
    void reserve(String... names) {
        for (String name : names) {
            free(name);
        }
    }

    void put(String name, byte[] content) throws IOException {
        Path file = place(name);
        if (!(Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content))) {
            replace(file, aside -> Files.write(aside, content));
        }
    }

    void copy(String name, Path source) throws IOException {
        Path file = place(name);
        if (!source.equals(file)) {
            replace(file, aside -> Files.copy(source, aside, StandardCopyOption.REPLACE_EXISTING));
        }
    }

    private interface Writing {
        Object to(Path file) throws IOException;
    }

    /** Write a file whole before it takes the place of what is there: a full disk costs nothing that was made before. */
    private void replace(Path file, Writing writing) throws IOException {
        Path aside = root.resolve(ASIDE);
        try {
            writing.to(aside);
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw of(file, e);
        }
    }

    /** Name the file, or the folder that cannot be written to, and not what lies aside. */
    private IOException of(Path file, IOException fault) {
        if (fault instanceof AccessDeniedException) {
            return new AccessDeniedException(root.toString());
        }
        String reason = fault instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : fault.getMessage();
        return new FileSystemException(file.toString(), null, reason);
    }

    private Path place(String name) throws IOException {
        Path file = free(name);
        Path folder = file.resolveSibling(".").normalize();
        if (folders.add(folder)) {
            Files.createDirectories(folder);
        }
        if (written.add(name) && !before.contains(name)) {
            // Before the file itself: whoever is interrupted would else be told next time that somebody else made it.
            Files.writeString(root.resolve(LIST), name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return file;
    }

    private Path free(String name) {
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new IllegalArgumentException(name + " leads out of the site");
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !before.contains(name) && !written.contains(name)) {
            throw new CertificateException(
                    "cannot write the site",
                    file,
                    "a file is there that tipc report did not make",
                    "move it away, or name another folder with --output");
        }
        return file;
    }

    /** Remove what an earlier site held and this one does not, and remember what was made. */
    void finish() throws IOException {
        for (String name : before) {
            Path file = root.resolve(name).normalize();
            boolean ours = file.startsWith(root) && !written.contains(name);
            if (ours && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
                removeEmpty(file.resolveSibling(".").normalize());
            }
        }
        replace(root.resolve(LIST), aside -> Files.writeString(aside, String.join("\n", written) + "\n"));
    }

    private void removeEmpty(Path folder) throws IOException {
        Path empty = folder;
        while (empty.startsWith(root) && !empty.equals(root) && isEmpty(empty)) {
            Files.delete(empty);
            empty = empty.resolveSibling(".").normalize();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }
}
