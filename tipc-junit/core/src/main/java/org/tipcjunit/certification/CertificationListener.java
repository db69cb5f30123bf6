// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.Finding;

/**
 * Hears of the progress of a certification; each method does nothing unless it is overridden.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface CertificationListener {

    /** Listen to nothing. */
    static CertificationListener none() {
        return new CertificationListener() {};
    }

    /** Hear that a demand is about to be judged, which runs the stages that it needs. */
    default void judging(Demand<?> demand) {}

    /** Hear what was found on a demand. */
    default void found(Demand<?> demand, Finding finding) {}

    /** Hear that a demand could not be judged because something that it builds on failed. */
    default void obstructed(Demand<?> demand, String reason) {}

    /** Hear that the certificate, or the account of why there is none, is written. */
    default void written(PublishedCertificate certificate) {}
}
