// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.CertificateVerifier.Difference;
import org.tipcjunit.certificate.CertificateVerifier.Verification;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.digest.Sha256;

/**
 * A certificate that was found and compared with the files beside it.
 *
 * @param json its file, absolute
 * @param shown where it lies, from the folder that was named: a page for everybody names no folder of this machine
 * @param sha256 the digest of that file; empty when it cannot be read
 * @param certificate what it says; empty when it cannot be read
 * @param standing what a site says of it
 * @param uncheckedPages the names of pages beside it that another version made and this one makes otherwise
 * @param reasons why it is not certified, or what is not as it says
 */
record FoundCertificate(
        Path json,
        String shown,
        String sha256,
        Optional<Certificate> certificate,
        Standing standing,
        Set<String> uncheckedPages,
        List<String> reasons) {

    FoundCertificate {
        uncheckedPages = Set.copyOf(uncheckedPages);
        reasons = List.copyOf(reasons);
    }

    /**
     * Read and verify a certificate; files of parameters may be kept elsewhere.
     *
     * @param folder the folder that was named, in or below which it lies
     */
    static FoundCertificate read(Path file, Path folder) {
        Path json = file.toAbsolutePath().normalize();
        String shown = shown(json, folder.toAbsolutePath().normalize());
        try {
            Verification verification = new CertificateVerifier().verify(json, FoundCertificate::isParameters);
            // After it, as what is too large for a certificate is not read at all.
            String digest = Sha256.of(json).hex();
            Certificate certificate = verification.certificate();
            if (!verification.isSound()) {
                List<String> differences = verification.differences().stream()
                        .map(found ->
                                found.path() + ": expected " + found.expected() + ", observed " + found.observed())
                        .toList();
                return new FoundCertificate(
                        json, shown, digest, Optional.of(certificate), Standing.UNSOUND, Set.of(), differences);
            }
            Standing standing = certificate.isCertified() ? Standing.CERTIFIED : Standing.NOT_CERTIFIED;
            Set<String> unchecked =
                    verification.uncheckedPages().stream().map(Difference::path).collect(Collectors.toSet());
            return new FoundCertificate(
                    json, shown, digest, Optional.of(certificate), standing, unchecked, certificate.reasons());
        } catch (CertificateException e) {
            return unreadable(json, shown, e);
        } catch (IOException e) {
            return unreadable(json, shown, CertificateException.of("cannot read a certificate", json, e));
        }
    }

    private static FoundCertificate unreadable(Path json, String shown, CertificateException problem) {
        return new FoundCertificate(
                json,
                shown,
                "",
                Optional.empty(),
                Standing.UNSOUND,
                Set.of(),
                List.of(problem.problem().what() + " " + shown + ": "
                        + problem.problem().observed()));
    }

    private static String shown(Path json, Path folder) {
        Path name = folder.getFileName();
        return name == null || !json.startsWith(folder)
                ? String.valueOf(json.getFileName())
                : name + "/" + folder.relativize(json);
    }

    /** Get the same as a site says where it lay when it was made. */
    FoundCertificate shownAs(String where) {
        List<String> said = reasons.stream()
                .map(reason -> certificate.isEmpty() ? reason.replace(shown, where) : reason)
                .toList();
        return new FoundCertificate(json, where, sha256, certificate, standing, uncheckedPages, said);
    }

    /** Get one that a site counts and shows nothing of. */
    static FoundCertificate notShown(Path json, String where) {
        return new FoundCertificate(
                json, where, "", Optional.empty(), Standing.UNSOUND, Set.of(), List.of("not shown"));
    }

    boolean isSound() {
        return standing != Standing.UNSOUND;
    }

    /** Get when its run started; the beginning of time when it cannot be read. */
    Instant started() {
        return certificate.map(known -> known.run().started()).orElse(Instant.EPOCH);
    }

    /** Get the certificate, of which nothing is shown as found out unless it is sound. */
    Optional<Certificate> sound() {
        return certificate.filter(known -> isSound());
    }

    /** Get the first line of each reason. */
    List<String> shortReasons() {
        return reasons.stream()
                .map(reason -> PageText.text(reason).lines().findFirst().orElse(""))
                .toList();
    }

    private static boolean isParameters(Path file) {
        return file.toString().matches(".*\\.(pdiparams|pdparams|pdopt|safetensors)");
    }
}
