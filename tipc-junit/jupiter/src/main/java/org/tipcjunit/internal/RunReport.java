// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.PublishedCertificate;

/**
 * What came out of the certification of one model, as a report entry of the test run.
 *
 * @param model the model's name
 * @param certified whether the run certified it
 * @param reason the first reason why not; empty when certified
 * @param certificate the certificate's page, or the account of why there is none
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RunReport(String model, boolean certified, String reason, String certificate) {

    private static final String MODEL = "tipc.model";
    private static final String CERTIFIED = "tipc.certified";
    private static final String REASON = "tipc.reason";
    private static final String CERTIFICATE = "tipc.certificate";

    /** Read an entry; empty when it is about something else. */
    public static Optional<RunReport> of(Map<String, String> entry) {
        return entry.containsKey(CERTIFIED)
                ? Optional.of(new RunReport(
                        entry.getOrDefault(MODEL, ""),
                        Boolean.parseBoolean(entry.get(CERTIFIED)),
                        entry.getOrDefault(REASON, ""),
                        entry.getOrDefault(CERTIFICATE, "")))
                : Optional.empty();
    }

    static Map<String, String> of(PublishedCertificate published) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put(MODEL, published.certificate().model());
        entry.put(CERTIFIED, String.valueOf(published.certificate().isCertified()));
        published.certificate().reasons().stream().findFirst().ifPresent(reason -> entry.put(REASON, reason));
        entry.put(CERTIFICATE, published.html().toString());
        return entry;
    }
}
