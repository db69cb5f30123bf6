// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A certificate and the files that it was written to.
 *
 * @param certificate what was written
 * @param json the file for programs, named {@code certificate.json} or {@code not-certified.json}
 * @param markdown the same for reading as Markdown
 * @param html the same for reading in a browser
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record PublishedCertificate(Certificate certificate, Path json, Path markdown, Path html) {

    /**
     * Get the certificate that the last run left in a folder; empty where that run certified nothing.
     *
     * @throws CertificateException if it cannot be read
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public static Optional<PublishedCertificate> certifiedIn(Path folder) {
        Path json = folder.resolve(CertificateStore.CERTIFICATE + ".json");
        return Files.isRegularFile(json)
                ? Optional.of(in(folder, CertificateStore.CERTIFICATE, new CertificateJson().read(json)))
                        .filter(found -> found.certificate().isCertified())
                : Optional.empty();
    }

    static PublishedCertificate in(Path folder, String name, Certificate certificate) {
        return new PublishedCertificate(
                certificate,
                folder.resolve(name + ".json"),
                folder.resolve(name + ".md"),
                folder.resolve(name + ".html"));
    }

    /** Get the files and folders that belong to this certificate, whether they are there or not. */
    @API(status = Status.INTERNAL, since = "0.1")
    public List<Path> parts() {
        String name = String.valueOf(json.getFileName()).replaceFirst("\\.json$", "");
        return CertificateStore.names(name).stream().map(json::resolveSibling).toList();
    }
}
