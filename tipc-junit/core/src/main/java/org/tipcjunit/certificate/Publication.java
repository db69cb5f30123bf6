// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.digest.Sha256;

/**
 * The folder of published certificates of one training of one config in one mode: each has one of its own, and keeps it.
 *
 * <p>It is called as that of the results. Where another training has that name already, also one that differs by case only, the
 * mode is added to it, and where that is another's too, a digest. A file {@value #SUBJECT} in it says whose it is, also when all
 * that was published there is superseded.
 *
 * @param published the folder of all published certificates
 * @param wished the folder of the results, relative to that of all results
 * @param subject whose it is
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Publication(Path published, Path wished, Subject subject) {

    private static final String SUBJECT = ".subject";
    private static final String RETIRING = "cannot retire what was published, so it may still look current";
    private static final int DIGITS = 8;

    /**
     * What a certificate is about.
     *
     * @param config the config's path, relative to the repository
     * @param mode the TIPC mode
     * @param combination the training, in words
     * @param remote where the repository was cloned from, or {@value Certificate#UNKNOWN}
     */
    public record Subject(String config, String mode, String combination, String remote) {

        static Subject of(Certificate certificate) {
            return new Subject(
                    certificate.chain().config(),
                    certificate.mode(),
                    certificate.chain().combination(),
                    certificate.repository().remote());
        }

        /** A repository may be cloned by several addresses, or from a folder, or have none. */
        boolean isSame(Subject other) {
            String here = place(remote);
            String there = place(other.remote);
            return config.equals(other.config)
                    && mode.equals(other.mode)
                    && combination.equals(other.combination)
                    && (here.equals(there) || !isAddress(here) || !isAddress(there));
        }

        private static boolean isAddress(String place) {
            return place.contains("/");
        }

        private static String place(String remote) {
            return remote.replaceFirst("^[a-z+]+://", "")
                    .replaceFirst("^[^/@]*@", "")
                    .replaceFirst("^([^/:]+):(?![0-9]+/)", "$1/")
                    .replaceFirst("(\\.git)?/?$", "");
        }

        private String text() {
            return String.join("\n", config, mode, combination, remote, "");
        }

        private static Optional<Subject> read(Path file) throws IOException {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return lines.size() == 4
                    ? Optional.of(new Subject(lines.get(0), lines.get(1), lines.get(2), lines.get(3)))
                    : Optional.empty();
        }
    }

    /**
     * Publish a certificate in the folder that is its subject's, superseding what was there.
     *
     * @param plot draws its curves
     * @throws CertificateException if it cannot be written whole
     */
    public PublishedCertificate publish(CertificateDraft certification, LossPlot plot) {
        try {
            return new CertificateStore(claimed(), plot).publish(certification);
        } catch (IOException e) {
            throw CertificateException.of("cannot find a folder to publish a certificate in", published, e);
        }
    }

    /**
     * Supersede what was published of the subject, because a later run did not certify it; nothing is lost.
     *
     * @throws CertificateException if it cannot be moved
     */
    public void retire() {
        try {
            found().ifPresent(folder -> new CertificateStore(folder).begin());
        } catch (IOException e) {
            throw CertificateException.of(RETIRING, published, e);
        }
    }

    /**
     * Supersede everything that was published of a config, because it cannot be certified at all; nothing is lost.
     *
     * @param published the folder of all published certificates
     * @param wished the folder of the results, relative to that of all results
     * @param config the config's path, relative to the repository
     * @throws CertificateException if something cannot be moved
     */
    public static void retire(Path published, Path wished, String config) {
        Path first = published.resolve(wished).toAbsolutePath().normalize();
        try (Stream<Path> entries =
                Files.isDirectory(first.resolveSibling(".")) ? Files.list(first.resolveSibling(".")) : Stream.of()) {
            for (Path folder :
                    entries.filter(entry -> isNamedAfter(entry, first)).toList()) {
                if (isSomebodys(folder)
                        && subjectOf(folder)
                                .filter(subject -> subject.config().equals(config))
                                .isPresent()) {
                    new CertificateStore(folder).begin();
                }
            }
        } catch (IOException e) {
            throw CertificateException.of(RETIRING, published, e);
        }
    }

    private static boolean isNamedAfter(Path folder, Path first) {
        String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
        String wish = String.valueOf(first.getFileName()).toLowerCase(Locale.ROOT);
        return name.equals(wish) || name.startsWith(wish + "-");
    }

    private Path claimed() throws IOException {
        Optional<Path> known = found();
        for (Path wish : known.map(List::of).orElseGet(this::names)) {
            if (known.isPresent() || taken(wish).isEmpty()) {
                Path folder = Files.createDirectories(wish);
                if (claim(folder)) {
                    return folder;
                }
            }
        }
        throw new FileAlreadyExistsException(
                published.resolve(wished).toString(), null, "folders of all names that it could have are of others");
    }

    /** Whoever comes first has the folder; linking is one step, and fails where the name is there. */
    private boolean claim(Path folder) throws IOException {
        Path file = folder.resolve(SUBJECT);
        if (!Files.exists(file)) {
            Path aside = Files.createTempFile(folder, SUBJECT, ".tmp");
            try {
                Files.writeString(aside, subject.text());
                Files.createLink(file, aside);
            } catch (FileAlreadyExistsException e) {
                // Another run was first; whose it is, is read below.
            } finally {
                Files.deleteIfExists(aside);
            }
        }
        return Subject.read(file).filter(subject::isSame).isPresent();
    }

    private Optional<Path> found() throws IOException {
        for (Path name : names()) {
            for (Path folder : taken(name)) {
                if (subjectOf(folder).filter(subject::isSame).isPresent()) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.empty();
    }

    private List<Path> names() {
        Path first = published.resolve(wished).toAbsolutePath().normalize();
        String name = String.valueOf(first.getFileName());
        String digest = Sha256.of(subject.text()).hex();
        return List.of(
                first,
                first.resolveSibling(name + "-" + subject.mode()),
                first.resolveSibling(name + "-" + digest.substring(0, DIGITS)));
    }

    /** Get the folders that are somebody's and go by a name, whatever its case: not every file system keeps them apart. */
    private static List<Path> taken(Path name) throws IOException {
        Path parent = name.resolveSibling(".").normalize();
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry ->
                            String.valueOf(entry.getFileName()).equalsIgnoreCase(String.valueOf(name.getFileName())))
                    .filter(Publication::isSomebodys)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isSomebodys(Path folder) {
        return Stream.of(SUBJECT, CertificateStore.CERTIFICATE + ".json", "superseded")
                .anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    /** Folders of earlier versions have no file that says so; what cannot be read is another's. */
    private static Optional<Subject> subjectOf(Path folder) throws IOException {
        Path file = folder.resolve(SUBJECT);
        if (Files.isRegularFile(file)) {
            return Subject.read(file);
        }
        Path json = folder.resolve(CertificateStore.CERTIFICATE + ".json");
        try {
            return Files.isRegularFile(json)
                    ? Optional.of(Subject.of(new CertificateJson().read(json)))
                    : Optional.empty();
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
