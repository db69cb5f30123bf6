// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tipcjunit.certificate.PublishedCertificate;

/** Says in a report entry of the test run what came out of a certification, for whoever reads reports. */
final class RunReport {

    private static final String MODEL = "tipc.model";
    private static final String CERTIFIED = "tipc.certified";
    private static final String REASON = "tipc.reason";
    private static final String CERTIFICATE = "tipc.certificate";

    private RunReport() {}

    static Map<String, String> of(PublishedCertificate published) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put(MODEL, published.certificate().model());
        entry.put(CERTIFIED, String.valueOf(published.certificate().isCertified()));
        published.certificate().reasons().stream().findFirst().ifPresent(reason -> entry.put(REASON, reason));
        entry.put(CERTIFICATE, published.html().toString());
        return entry;
    }
}
