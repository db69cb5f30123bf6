// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.standing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.workspace.FolderContents;

/**
 * Tells whether the certificate of an earlier run stands: nothing that it rests on has changed since, nor has the certificate.
 *
 * <p>Nothing is judged by it, and nothing is written into a certificate, which says when its run was. Whatever is in doubt does not stand.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Standing {

    private static final int SHA256 = 64;

    private final Path directory;
    private final Path file;
    private final Optional<KeptGrounds> kept;
    private final Grounds grounds;
    private final FolderContents contents;

    /**
     * Look at the certificate of one model.
     *
     * @param directory the folder of its certificate
     * @param file where what is known of the certificate is kept
     * @param kept what is known of it; empty where nothing is, or nothing that can be read
     * @param grounds what a certificate would rest on now
     * @param contents reads files
     */
    public Standing(Path directory, Path file, Optional<KeptGrounds> kept, Grounds grounds, FolderContents contents) {
        this.directory = directory;
        this.file = file;
        this.kept = kept;
        this.grounds = grounds;
        this.contents = contents;
    }

    /**
     * What became of the certificate of an earlier run.
     *
     * @param certificate the one that stands; empty where none does
     * @param difference why one that is there does not stand; empty where none is there, or it stands
     */
    public record Found(Optional<PublishedCertificate> certificate, Optional<String> difference) {}

    /** Look whether a certificate stands. */
    public Found look() {
        try {
            Optional<PublishedCertificate> certificate = PublishedCertificate.certifiedIn(directory);
            if (certificate.isEmpty() || !Files.exists(file)) {
                return new Found(Optional.empty(), Optional.empty());
            }
            Optional<String> difference = kept.isEmpty()
                    ? Optional.of("what was kept of it cannot be read: " + file)
                    : kept.get()
                            .grounds()
                            .difference(grounds)
                            .or(() -> damage(kept.get().certificate(), certificate.get()))
                            .or(() -> otherCode(certificate.get()));
            return new Found(certificate.filter(stands -> difference.isEmpty()), difference);
        } catch (CertificateException e) {
            return new Found(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Optional<String> damage(Map<String, String> known, PublishedCertificate certificate) {
        try {
            return FolderContents.difference(known, files(certificate)).map(what -> "of the certificate, " + what);
        } catch (IOException e) {
            return Optional.of("the certificate cannot be read: " + e);
        }
    }

    /** Find code that ran from elsewhere, as the certificate states it, and is another one by now. */
    private Optional<String> otherCode(PublishedCertificate certificate) {
        Map<String, String> stated = new TreeMap<>();
        Map<String, String> now = new TreeMap<>();
        certificate.certificate().repository().beside().stream()
                .filter(code ->
                        Path.of(code.path()).isAbsolute() && code.sha256().length() == SHA256)
                .forEach(code -> stated.put(code.path(), code.sha256()));
        stated.keySet().forEach(path -> digest(Path.of(path)).ifPresent(digest -> now.put(path, digest)));
        return FolderContents.difference(stated, now);
    }

    /** Get the digest of a file; empty for one that is gone, as far as anybody can tell. */
    private Optional<String> digest(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(contents.of(file, attributes).substring(0, SHA256))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Keep what the certificate of this run rests on; one that certifies nothing stands on nothing.
     *
     * @throws IOException if it cannot be written; nothing stands then
     */
    public void keep(PublishedCertificate written) throws IOException {
        Files.deleteIfExists(file);
        if (!written.certificate().isCertified()) {
            return;
        }
        Map<String, String> files = files(written);
        new KeptGrounds(grounds, files, contents.settled()).write(file);
    }

    /** Get the digests of the certificate, its pages and its evidence. */
    private Map<String, String> files(PublishedCertificate certificate) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path part : certificate.parts()) {
            String name = directory.relativize(part).toString();
            if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
                contents.of(part).forEach((inside, digest) -> files.put(name + "/" + inside, digest));
            } else if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
                BasicFileAttributes attributes =
                        Files.readAttributes(part, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                files.put(name, contents.of(part, attributes));
            }
        }
        return files;
    }
}
