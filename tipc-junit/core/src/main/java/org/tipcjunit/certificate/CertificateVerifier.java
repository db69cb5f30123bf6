// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
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
import org.tipcjunit.certificate.page.PageText;

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

    private static final int LINE_SHOWN = 160;

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
     * @param notes what could not be compared, one sentence each
     */
    public record Verification(
            Certificate certificate, List<Difference> differences, List<String> absent, List<String> notes) {
        public Verification {
            notes = List.copyOf(notes);
            differences = List.copyOf(differences);
            absent = List.copyOf(absent);
        }

        /** Whether everything is as the certificate says. */
        public boolean isSound() {
            return differences.isEmpty();
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
        List<String> notes = new ArrayList<>();
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
            boolean evidenceIsAsStated = differences.size() == before;
            comparePages(json, certificate, evidenceIsAsStated, differences, notes);
        } catch (IOException e) {
            throw CertificateException.of("cannot verify a certificate", json, e);
        }
        return new Verification(certificate, differences, absent, notes);
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

    private static void comparePages(
            Path json,
            Certificate certificate,
            boolean evidenceIsAsStated,
            List<Difference> differences,
            List<String> notes)
            throws IOException {
        Sha256 digest = Sha256.of(json);
        String name = String.valueOf(json.getFileName());
        String stem = name.replaceAll("\\.json$", "");
        boolean sameRenderer = certificate.renderer().equals(CertificatePage.RENDERER);
        if (!sameRenderer) {
            notes.add("its pages were made by another version, and so only their digest of " + name + " is compared");
        }
        List<String> there = CertificatePage.names(stem).stream()
                .filter(page -> Files.isRegularFile(json.resolveSibling(page)))
                .toList();
        Map<String, byte[]> pages = sameRenderer && evidenceIsAsStated && !there.isEmpty()
                ? CertificatePage.pages(
                        certificate, Exhibit.of(json.resolveSibling("."), certificate.evidence()), stem, digest, there)
                : Map.of();
        for (String page : there) {
            Path file = json.resolveSibling(page);
            if (Files.size(file) > CertificateJson.LARGEST) {
                differences.add(new Difference(
                        page, "a page of at most " + CertificateJson.LARGEST + " bytes", Files.size(file) + " bytes"));
                continue;
            }
            byte[] bytes = Files.readAllBytes(file);
            byte[] rendered = pages.get(page);
            if (Arrays.equals(rendered, bytes)) {
                continue;
            }
            if (!new String(bytes, StandardCharsets.UTF_8).contains(digest.hex())) {
                differences.add(new Difference(
                        page, "a page made from JSON with SHA-256 " + digest.hex(), "it names another digest"));
            } else if (rendered != null) {
                differences.add(firstDifference(page, rendered, bytes));
            }
        }
    }

    private static Difference firstDifference(String name, byte[] rendered, byte[] found) {
        String[] expected = new String(rendered, StandardCharsets.UTF_8).split("\n", -1);
        String[] observed = new String(found, StandardCharsets.UTF_8).split("\n", -1);
        int line = Arrays.mismatch(expected, observed);
        return new Difference(
                name,
                "what its JSON and evidence render to, in line " + (line + 1) + ": " + line(expected, line),
                line(observed, line));
    }

    private static String line(String[] lines, int index) {
        String line = index >= 0 && index < lines.length ? PageText.text(lines[index].strip()) : "no such line";
        return line.length() <= LINE_SHOWN ? line : line.substring(0, LINE_SHOWN) + "...";
    }

    private static void compare(
            Path json, EvidenceFile stated, PathMatcher mayBeAbsent, List<Difference> differences, List<String> absent)
            throws IOException {
        String expected = "SHA-256 " + stated.sha256() + ", " + stated.bytes() + " bytes";
        boolean beside = stated.path().matches(EvidenceFolder.NAME + "/(?!\\.{1,2}$)[^/\\\\]+");
        Path file = json.resolveSibling(beside ? stated.path() : EvidenceFolder.NAME);
        Path name = Path.of(stated.path()).getFileName();
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
