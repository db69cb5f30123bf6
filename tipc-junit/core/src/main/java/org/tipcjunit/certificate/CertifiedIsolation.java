// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Whether the repository's commands were kept from the rest of the machine.
 *
 * @param state whether they were
 * @param how by what, or why not
 * @param settings what held for them, by what it is about, such as {@code network}; empty where nothing did
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record CertifiedIsolation(State state, String how, Map<String, String> settings) {

    /** Whether commands were kept from the rest of the machine. */
    public enum State {
        ISOLATED,
        NOT_ISOLATED,
        UNKNOWN
    }

    public CertifiedIsolation {
        how = Certificate.orUnknown(how);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Get what is said where nobody knows. */
    public static CertifiedIsolation unknown() {
        return new CertifiedIsolation(State.UNKNOWN, Certificate.UNKNOWN, Map.of());
    }

    /** Get it in one line. */
    String describe() {
        String state =
                switch (this.state) {
                    case ISOLATED -> "isolated by ";
                    case NOT_ISOLATED -> "not isolated, with all rights of who ran it: ";
                    case UNKNOWN -> "";
                };
        StringBuilder line = new StringBuilder(state).append(how);
        settings.forEach(
                (name, value) -> line.append("; ").append(name).append(": ").append(value));
        return line.toString();
    }
}
