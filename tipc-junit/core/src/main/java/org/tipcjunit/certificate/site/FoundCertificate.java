// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.CertificateVerifier.Verification;
import org.tipcjunit.certificate.Sha256;
import org.tipcjunit.certificate.page.PageText;

/**
 * A certificate that was found and compared with the files beside it.
 *
 * @param json its file, absolute
 * @param sha256 the digest of that file; empty when it cannot be read
 * @param certificate what it says; empty when it cannot be read
 * @param standing what a site says of it
 * @param reasons why it is not certified, or what is not as it says
 */
record FoundCertificate(
        Path json, String sha256, Optional<Certificate> certificate, Standing standing, List<String> reasons) {

    FoundCertificate {
        reasons = List.copyOf(reasons);
    }

    /** Read and verify a certificate; files of parameters may be kept elsewhere. */
    static FoundCertificate read(Path file) {
        Path json = file.toAbsolutePath().normalize();
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
                return new FoundCertificate(json, digest, Optional.of(certificate), Standing.UNSOUND, differences);
            }
            Standing standing = certificate.isCertified() ? Standing.CERTIFIED : Standing.NOT_CERTIFIED;
            return new FoundCertificate(json, digest, Optional.of(certificate), standing, certificate.reasons());
        } catch (CertificateException e) {
            return unreadable(json, e);
        } catch (IOException e) {
            return unreadable(json, CertificateException.of("cannot read a certificate", json, e));
        }
    }

    private static FoundCertificate unreadable(Path json, CertificateException problem) {
        return new FoundCertificate(
                json,
                "",
                Optional.empty(),
                Standing.UNSOUND,
                List.of(problem.problem().what() + " " + json + ": "
                        + problem.problem().observed()));
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
