// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.Certificate.EvidenceFile;
import org.tipcjunit.digest.Sha256;

/**
 * Checks a certificate against the files beside it, for a reviewer who has received them.
 *
 * <p>It finds files that were changed, lost or added, pages that show something else, and a verdict that its own clauses,
 * figures and stages do not bear. It proves nothing about who made the certificate: there is no signature, and whoever makes
 * up all of it is not found out. Stateless and thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CertificateVerifier {

    /** Clocks of two machines differ; years they do not. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final InstantSource clock;

    public CertificateVerifier() {
        this(InstantSource.system());
    }

    CertificateVerifier(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Something that is not as the certificate says.
     *
     * @param path the file, as the certificate names it
     * @param expected what the certificate says
     * @param observed what is there
     */
    public record Difference(String path, String expected, String observed) {}

    /**
     * What a verification found.
     *
     * @param certificate the certificate as read
     * @param differences what is not as it says; empty when all is
     * @param absent files of parameters that the certificate names and that were allowed to be missing, and are
     * @param uncheckedPages pages that another version made, which this one renders otherwise, and the first place: nobody can
     *     say whether somebody changed them
     * @param absentPages the names of its pages that are not there
     * @param strangers pages beside it that are not its own, and that nothing was compared with
     */
    public record Verification(
            Certificate certificate,
            List<Difference> differences,
            List<String> absent,
            List<Difference> uncheckedPages,
            List<String> absentPages,
            List<String> strangers) {
        public Verification {
            differences = List.copyOf(differences);
            absent = List.copyOf(absent);
            uncheckedPages = List.copyOf(uncheckedPages);
            absentPages = List.copyOf(absentPages);
            strangers = List.copyOf(strangers);
        }

        /** Whether JSON and evidence are as the certificate says; of its pages, those that could be compared. */
        public boolean isSound() {
            return differences.isEmpty();
        }

        /** Whether that holds, and every page that is there shows it. */
        public boolean isSoundWithPages() {
            return isSound() && uncheckedPages.isEmpty();
        }
    }

    /**
     * Compare a certificate with the files that it names, all of which must be there.
     *
     * @param certificateJson a {@code certificate.json} or {@code not-certified.json}, with its folder around it
     * @return the differences
     * @throws CertificateException if the file cannot be read or is no certificate
     */
    public Verification verify(Path certificateJson) {
        return verify(certificateJson, file -> false);
    }

    /**
     * Compare a certificate with the files that it names.
     *
     * @param certificateJson a {@code certificate.json} or {@code not-certified.json}, with its folder around it
     * @param mayBeAbsent which files of parameters may be missing, by their names, since they are kept elsewhere; everything
     *     else is what a verdict rests on, and must be there
     * @return the differences
     * @throws CertificateException if the file cannot be read or is no certificate
     */
    public Verification verify(Path certificateJson, PathMatcher mayBeAbsent) {
        Path json = certificateJson.toAbsolutePath().normalize();
        Certificate certificate = new CertificateJson().read(json);
        List<Difference> differences = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        String name = String.valueOf(json.getFileName());
        int version = certificate.schemaVersion();
        if (version < Certificate.OLDEST_SCHEMA_VERSION || version > Certificate.SCHEMA_VERSION) {
            differences.add(new Difference(
                    name,
                    "schema version " + Certificate.OLDEST_SCHEMA_VERSION + " to " + Certificate.SCHEMA_VERSION,
                    String.valueOf(version)));
        }
        differences.addAll(VerdictCheck.differences(name, certificate));
        differences.addAll(ofName(name, certificate));
        differences.addAll(ofTime(name, certificate));
        try {
            int before = differences.size();
            Path folder = json.resolveSibling(EvidenceFolder.NAME);
            if (Files.isSymbolicLink(folder)) {
                differences.add(new Difference(EvidenceFolder.NAME, "a folder", leadsAway(folder)));
            } else {
                for (EvidenceFile file : certificate.evidence()) {
                    compare(json, file, mayBeAbsent, differences, absent);
                }
                compareListing(folder, certificate, differences);
            }
            PageCheck pages = PageCheck.of(json, certificate, differences.size() == before);
            differences.addAll(pages.differences());
            return new Verification(
                    certificate, differences, absent, pages.unchecked(), pages.absent(), pages.strangers());
        } catch (IOException e) {
            throw CertificateException.of("cannot verify a certificate", json, e);
        }
    }

    /** Whoever lists a folder reads the verdict in the name. */
    private static List<Difference> ofName(String name, Certificate certificate) {
        String right =
                (certificate.isCertified() ? CertificateStore.CERTIFICATE : CertificateStore.NOT_CERTIFIED) + ".json";
        boolean other =
                Set.of(CertificateStore.CERTIFICATE + ".json", CertificateStore.NOT_CERTIFIED + ".json").stream()
                        .anyMatch(known -> known.equals(name) && !known.equals(right));
        return other ? List.of(new Difference(name, "the name " + right, name)) : List.of();
    }

    /** What claims to be newer than every other certificate would hide them all. */
    private List<Difference> ofTime(String name, Certificate certificate) {
        Instant started = certificate.run().started();
        Instant now = clock.instant();
        return started.isAfter(now.plus(AHEAD))
                ? List.of(new Difference(
                        name,
                        "a run that started before now, " + now.truncatedTo(ChronoUnit.SECONDS),
                        started.toString()))
                : List.of();
    }

    /**
     * Make the pages of a certificate anew, as this version renders them, in the place of those that are there.
     *
     * @param certificateJson a file that was found sound, with its evidence beside it
     * @param certificate what it says
     * @return the names of the pages that were not there or were otherwise
     * @throws CertificateException if one cannot be written
     */
    public static List<String> makePages(Path certificateJson, Certificate certificate) {
        Path json = certificateJson.toAbsolutePath().normalize();
        List<String> made = new ArrayList<>();
        try {
            for (Map.Entry<String, byte[]> page : pages(json, certificate).entrySet()) {
                Path file = json.resolveSibling(page.getKey());
                boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                if (!(there && Arrays.equals(Files.readAllBytes(file), page.getValue()))) {
                    Path aside = Files.createTempFile(json.resolveSibling("."), ".page", ".tmp");
                    try {
                        Files.write(aside, page.getValue());
                        Files.setPosixFilePermissions(aside, Files.getPosixFilePermissions(json));
                        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
                    } finally {
                        Files.deleteIfExists(aside);
                    }
                    made.add(page.getKey());
                }
            }
        } catch (IOException e) {
            throw CertificateException.of("cannot write the pages of a certificate", json, e);
        }
        return List.copyOf(made);
    }

    /**
     * Get what a certificate renders to, by the names of the pages; they are those of this version, whoever made it.
     *
     * @param certificateJson a file that was verified, with its evidence beside it
     * @param certificate what it says
     * @throws IOException if a file cannot be read
     */
    public static Map<String, byte[]> pages(Path certificateJson, Certificate certificate) throws IOException {
        Path json = certificateJson.toAbsolutePath().normalize();
        String stem = String.valueOf(json.getFileName()).replaceAll("\\.json$", "");
        Map<String, byte[]> compared = new LinkedHashMap<>();
        for (String page : CertificatePage.names(stem)) {
            Path file = json.resolveSibling(page);
            if (certificate.renderer().equals(CertificatePage.RENDERER) && Files.isRegularFile(file)) {
                compared.put(page, Files.readAllBytes(file));
            }
        }
        // What the verification has just compared with what it made is not made again.
        if (compared.keySet().containsAll(CertificatePage.names(stem))) {
            return compared;
        }
        return CertificatePage.pages(
                certificate,
                Exhibit.of(json.resolveSibling("."), certificate.evidence()),
                stem,
                Sha256.of(json),
                CertificatePage.names(stem));
    }

    private static void compare(
            Path json, EvidenceFile stated, PathMatcher mayBeAbsent, List<Difference> differences, List<String> absent)
            throws IOException {
        String expected = "SHA-256 " + stated.sha256() + ", " + stated.bytes() + " bytes";
        boolean isName = isName(stated.path());
        boolean beside = isName && stated.path().matches(EvidenceFolder.NAME + "/(?!\\.{1,2}$)[^/\\\\]+");
        Path file = json.resolveSibling(beside ? stated.path() : EvidenceFolder.NAME);
        Path name = (isName ? Path.of(stated.path()) : file).getFileName();
        boolean mayBeMissing =
                stated.isParameters() && ((stated.isStatedOnly() && beside) || mayBeAbsent.matches(name));
        if (!beside) {
            // Nothing outside is read: it could be anybody's.
            if (mayBeMissing) {
                absent.add(stated.path());
            } else {
                differences.add(new Difference(
                        stated.path(),
                        "a file in " + EvidenceFolder.NAME + " beside the certificate",
                        "a path that leads away"));
            }
        } else if (Files.isSymbolicLink(file)) {
            differences.add(new Difference(stated.path(), expected, leadsAway(file)));
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Sha256 digest = Sha256.of(file);
            if (!digest.hex().equals(stated.sha256()) || digest.bytes() != stated.bytes()) {
                differences.add(new Difference(
                        stated.path(), expected, "SHA-256 " + digest.hex() + ", " + digest.bytes() + " bytes"));
            }
        } else if (mayBeMissing) {
            absent.add(stated.path());
        } else {
            differences.add(new Difference(
                    stated.path(),
                    expected,
                    mayBeAbsent.matches(name)
                            ? "no such file, though a verdict rests on it: only parameters may be absent"
                            : "no such file"));
        }
    }

    /** Control characters, and letters that the locale has no bytes for, are in no name of a file. */
    private static boolean isName(String path) {
        try {
            Path.of(path);
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String leadsAway(Path link) throws IOException {
        return "a link to " + Files.readSymbolicLink(link);
    }

    private static void compareListing(Path evidence, Certificate certificate, List<Difference> differences)
            throws IOException {
        if (!Files.isDirectory(evidence, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Set<String> stated =
                certificate.evidence().stream().map(EvidenceFile::path).collect(Collectors.toSet());
        try (Stream<Path> found = Files.walk(evidence)) {
            found.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> EvidenceFolder.NAME + "/" + evidence.relativize(path))
                    .filter(path -> !stated.contains(path))
                    .sorted()
                    .forEach(path -> differences.add(new Difference(path, "no such file", "a file nobody stated")));
        }
    }
}
