// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * All certificates of one model.
 *
 * @param key what they are about
 * @param apart what tells it from another model of its name and mode, its repository or config; blank where there is none
 * @param older those before the current one, the oldest first
 * @param current the newest; empty when the last run left none
 */
record ModelHistory(ModelKey key, String apart, List<FoundCertificate> older, Optional<FoundCertificate> current) {

    ModelHistory {
        older = List.copyOf(older);
    }

    /** Get the model's name in links and files. */
    String id() {
        return key.id();
    }

    /** Get what holds of the model; a model whose last run left nothing is not certified, whatever was found before. */
    Standing standing() {
        return current.map(FoundCertificate::standing).orElse(Standing.NOT_CERTIFIED);
    }

    /** Get the sound certificate before the current one. */
    Optional<FoundCertificate> before() {
        return older.stream().filter(FoundCertificate::isSound).reduce((first, second) -> second);
    }

    /** Get all certificates, the newest first. */
    List<FoundCertificate> newestFirst() {
        List<FoundCertificate> all = new ArrayList<>(older);
        current.ifPresent(all::add);
        Collections.reverse(all);
        return all;
    }
}
