// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.EvidenceFile;

/**
 * Checks a certificate against the files beside it, for a reviewer who has received them.
 *
 * <p>It finds files that were changed, lost or added, and a verdict that its own clauses do not bear. It proves nothing
 * about who made the certificate: there is no signature. Stateless and thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CertificateVerifier {

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
     * @param absent files that the certificate names and that were allowed to be missing, and are
     */
    public record Verification(Certificate certificate, List<Difference> differences, List<String> absent) {
        public Verification {
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
     * @param mayBeAbsent which files of evidence may be missing, by their names, such as parameters that are kept elsewhere
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
        compareVerdict(name, certificate, differences);
        try {
            comparePages(json, differences);
            for (EvidenceFile file : certificate.evidence()) {
                Path path = json.resolveSibling(file.path());
                if (Files.notExists(path) && mayBeAbsent.matches(path.getFileName())) {
                    absent.add(file.path());
                } else {
                    compare(path, file, differences);
                }
            }
            compareListing(json.resolveSibling(EvidenceFolder.NAME), certificate, differences);
        } catch (IOException e) {
            throw CertificateException.of("cannot verify a certificate", json, e);
        }
        return new Verification(certificate, differences, absent);
    }

    private static void compareVerdict(String name, Certificate certificate, List<Difference> differences) {
        boolean nothingRequired = certificate.clauses().stream().noneMatch(ClauseResult::required);
        String failed = certificate.clauses().stream()
                .filter(clause -> !allowsCertification(clause))
                .map(ClauseResult::clause)
                .collect(Collectors.joining(", "));
        if (certificate.isCertified() && (nothingRequired || !failed.isEmpty())) {
            differences.add(new Difference(
                    name,
                    "every required clause passed",
                    nothingRequired ? "no clause is required" : "not so: " + failed));
        }
    }

    private static boolean allowsCertification(ClauseResult clause) {
        boolean failed = clause.status() == ClauseStatus.FAIL
                || clause.findings().stream().anyMatch(finding -> finding.status() == ClauseStatus.FAIL);
        boolean passed = clause.status() == ClauseStatus.PASS
                && !clause.findings().isEmpty()
                && clause.findings().stream().allMatch(finding -> finding.status() == ClauseStatus.PASS);
        return passed || (!clause.required() && !failed);
    }

    private static void comparePages(Path json, List<Difference> differences) throws IOException {
        String digest = Sha256.of(json).hex();
        String stem = String.valueOf(json.getFileName()).replaceAll("\\.json$", "");
        for (String extension : List.of(".md", ".html")) {
            Path page = json.resolveSibling(stem + extension);
            if (Files.isRegularFile(page)
                    && !new String(Files.readAllBytes(page), StandardCharsets.UTF_8).contains(digest)) {
                differences.add(new Difference(
                        stem + extension, "a page made from JSON with SHA-256 " + digest, "it names another digest"));
            }
        }
    }

    private static void compare(Path file, EvidenceFile stated, List<Difference> differences) throws IOException {
        String expected = "SHA-256 " + stated.sha256() + ", " + stated.bytes() + " bytes";
        if (!Files.isRegularFile(file)) {
            differences.add(new Difference(stated.path(), expected, "no such file"));
            return;
        }
        Sha256 digest = Sha256.of(file);
        if (!digest.hex().equals(stated.sha256()) || digest.bytes() != stated.bytes()) {
            differences.add(new Difference(
                    stated.path(), expected, "SHA-256 " + digest.hex() + ", " + digest.bytes() + " bytes"));
        }
    }

    private static void compareListing(Path evidence, Certificate certificate, List<Difference> differences)
            throws IOException {
        if (!Files.isDirectory(evidence)) {
            return;
        }
        Set<String> stated =
                certificate.evidence().stream().map(EvidenceFile::path).collect(Collectors.toSet());
        try (Stream<Path> found = Files.walk(evidence)) {
            found.filter(path -> !Files.isDirectory(path))
                    .map(path -> EvidenceFolder.NAME + "/" + evidence.relativize(path))
                    .filter(path -> !stated.contains(path))
                    .sorted()
                    .forEach(path -> differences.add(new Difference(path, "no such file", "a file nobody stated")));
        }
    }
}
