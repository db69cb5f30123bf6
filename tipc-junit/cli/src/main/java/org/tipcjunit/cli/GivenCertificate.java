// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.CertificateVerifier.Verification;

/**
 * One certificate that a user names, by its JSON or by its folder.
 *
 * @param json the file
 * @param verification what it says, and whether the files beside it are as it says
 */
record GivenCertificate(Path json, Verification verification) {

    private static final List<String> NAMES = List.of("certificate.json", "not-certified.json");

    /**
     * Read it.
     *
     * @throws CertificateException if there is none, or it cannot be read
     */
    static GivenCertificate at(Path path) {
        Path json = path;
        if (Files.isDirectory(path)) {
            json = NAMES.stream()
                    .map(path::resolve)
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new CertificateException(
                            "cannot read a certificate",
                            path,
                            "the folder holds neither " + String.join(" nor ", NAMES),
                            "name the folder of one model, such as reports/digits"));
        }
        return new GivenCertificate(json, new CertificateVerifier().verify(json, file -> file.toString()
                .endsWith(".pdiparams")));
    }
}
