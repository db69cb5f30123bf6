// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.nio.file.Path;
import java.util.Locale;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.digest.Sha256;

/**
 * What certificates have in common that are about one thing, so that one follows on another.
 *
 * @param repository where the repository comes from, without who asked for it; else the name of its folder
 * @param model the model's name
 * @param mode the TIPC mode
 * @param config the config's path in the repository
 */
record ModelKey(String repository, String model, String mode, String config) {

    private static final int LONGEST = 100;
    private static final int DIGITS = 8;

    static ModelKey of(FoundCertificate found) {
        return found.certificate()
                .map(certificate -> new ModelKey(
                        repository(certificate.repository()),
                        certificate.model(),
                        certificate.mode(),
                        certificate.chain().config()))
                .orElseGet(() ->
                        new ModelKey(found.shown(), folder(found.json()), Certificate.UNKNOWN, Certificate.UNKNOWN));
    }

    private static String folder(Path json) {
        return String.valueOf(json.resolveSibling(".").normalize().getFileName());
    }

    /** Names and passwords in addresses are nobody's business, and one repository is cloned by several. */
    static String repository(Certificate.Repository repository) {
        if (repository.remote().equals(Certificate.UNKNOWN)) {
            String path = repository.path().replaceAll("/+$", "");
            return path.substring(path.lastIndexOf('/') + 1);
        }
        String address =
                repository.remote().replaceFirst("^[A-Za-z0-9+.-]+://", "").replaceFirst("^[^/]*@", "");
        return address.replaceFirst("^([^/:]+):(?![0-9]+/)", "$1/").replaceFirst("(\\.git)?/*$", "");
    }

    /**
     * Get a name for files and links that is safe wherever it stands, and that no other model has: it says of which repository and
     * config it is by a digest from the start, since what others link to stays the same whoever joins.
     */
    String id() {
        String safe =
                (model + "." + mode).replaceAll("[^A-Za-z0-9._-]|[.]{2,}", "-").replaceFirst("^[.-]+", "");
        return safe.substring(0, Math.min(LONGEST, safe.length())) + "-" + digest();
    }

    /** Get what an earlier version called it, or what it is called without what tells it from others of its name. */
    static String plain(String id) {
        return id.replaceFirst("-[0-9a-f]{" + DIGITS + "}$", "");
    }

    /** Get what readers know it by, whatever its case: models that share that are shown with what they differ in. */
    String called() {
        return (model + "\n" + mode).toLowerCase(Locale.ROOT);
    }

    private String digest() {
        String all = String.join("\n", repository, model, mode, config);
        return Sha256.of(all).hex().substring(0, DIGITS);
    }
}
